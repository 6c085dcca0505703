/** What reading the shortest failure may take, what each character of it may add, and what the longest may take. */
const AT_LEAST = 20_000;
const PER_CHARACTER = 300;
const AT_MOST = 550_000;

/** How many steps reading a failure of so many characters may take. */
export function stepBudget(length: number): number {
  return Math.min(AT_LEAST + PER_CHARACTER * length, AT_MOST);
}
