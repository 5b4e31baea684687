/** Starts a cluster in the folder that it is given, says so in one line of JSON, and stays: for a test that kills it. */
import { startNode } from '../../../k8s/src/index.ts';

const [folder = ''] = process.argv.slice(2);
const { attachment } = await startNode({ folder });
process.stdout.write(`${JSON.stringify(attachment)}\n`);
process.stdin.resume();
