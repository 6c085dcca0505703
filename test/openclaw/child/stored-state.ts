/** Prints the cool-downs of an agent as JSON: its name, and the time that counts as now. */
import { storedState } from "../../../src/openclaw/stored-state.ts";

const [agentId = "", now = ""] = process.argv.slice(2);
const { coolDowns } = storedState(process.env, () => Number(now));
console.log(JSON.stringify([...coolDowns(agentId)]));
