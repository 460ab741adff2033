import { parentPort, workerData } from 'node:worker_threads'
import { type GateTask, solveGate } from './gateSolve.server.ts'

parentPort?.postMessage(await solveGate(workerData as GateTask))
