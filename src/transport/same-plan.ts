import type { HeaderPlan } from "../headers/header-plan.ts";
import type { PlannedField } from "../headers/planned-field.ts";

/** Do both plans make the same of every request? Spelling and origin do not count. */
export function samePlan(one: HeaderPlan, other: HeaderPlan): boolean {
  return (
    one === other ||
    (sameFields(one.fields, other.fields) &&
      sameSet(prefixesOf(one), prefixesOf(other)) &&
      one.modelFields.size === other.modelFields.size &&
      [...one.modelFields].every(([name, fields]) => {
        const others = other.modelFields.get(name);
        return others !== undefined && sameSet(fields.map(effect), others.map(effect));
      }) &&
      // `{{sessionId}}` is another digest for another provider.
      (one.providerId === other.providerId || !(hasTemplate(one) || hasTemplate(other))))
  );
}

function sameFields(some: readonly PlannedField[], others: readonly PlannedField[]): boolean {
  const byName = new Map(others.map((field) => [field.name, field]));
  return (
    some.length === others.length &&
    some.every((field) => {
      const other = byName.get(field.name);
      return (
        other !== undefined &&
        effect(field) === effect(other) &&
        field.secret === other.secret &&
        // A built-in gives way to the client's own value, all else does not.
        (field.layer === "built-in") === (other.layer === "built-in")
      );
    })
  );
}

function effect({ text, value }: PlannedField): PlannedField["value"] {
  return text ?? value;
}

function sameSet(some: readonly unknown[], others: readonly unknown[]): boolean {
  const one = new Set(some);
  const other = new Set(others);
  return one.size === other.size && [...one].every((item) => other.has(item));
}

function prefixesOf({ families }: HeaderPlan): string[] {
  return families.map(({ prefix }) => prefix);
}

function hasTemplate({ fields, modelFields }: HeaderPlan): boolean {
  return [fields, ...modelFields.values()].flat().some(({ template }) => template !== undefined);
}
