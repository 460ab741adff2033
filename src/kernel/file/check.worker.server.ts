import { parentPort, workerData } from 'node:worker_threads'
import { FileRefused } from './checkFault.server.ts'
import { cleanPdf } from './checkPdf.server.ts'

/** One PDF, then the thread ends. */
try {
  const { bytes, notes } = await cleanPdf(Buffer.from((workerData as { bytes: Uint8Array }).bytes))
  parentPort?.postMessage({ bytes, notes })
} catch (error) {
  parentPort?.postMessage({ fault: error instanceof FileRefused ? error.fault : 'truncated' })
}
