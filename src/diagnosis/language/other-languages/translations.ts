/** Phrases of one language by the name of the rule that they belong to. */
export type Translations = Readonly<Record<string, readonly string[]>>;
