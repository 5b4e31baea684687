/** Starts a cluster in the folder and with the index that it is given, says so in one line of JSON, and stays: for a test that kills it. */
import { startNode } from '../../../k8s/src/index.ts';

const [folder = '', index] = process.argv.slice(2);
const { attachment } = await startNode({ folder, index: Number(index) });
process.stdout.write(`${JSON.stringify(attachment)}\n`);
process.stdin.resume();
