/**
 * What is known of objects of somebody else, for as long as each lives. As a WeakMap, but for the time of the garbage
 * collector, which a WeakMap takes several microseconds of for each entry (Node 22 and 24).
 */
export interface Attached<Value> {
  get(object: object): Value | undefined;
  set(object: object, value: Value): void;
}

/** What a constructor returns gets the private fields of a class that extends it. */
const Given = function given(object: object): object {
  return object;
} as unknown as new (object: object) => object;

/** In a private field of the object itself, which nobody else can see, list or copy. */
export function createAttached<Value>(): Attached<Value> {
  class Holder extends Given {
    #value: Value;

    constructor(object: object, value: Value) {
      super(object);
      this.#value = value;
    }

    static get(object: object): Value | undefined {
      return #value in object ? object.#value : undefined;
    }

    static set(object: object, value: Value): void {
      if (#value in object) object.#value = value;
      else Reflect.construct(Holder, [object, value]);
    }
  }
  return Holder;
}
