// Loaded before the program that bin/ starts: should bin/ be killed, the program ends in good order instead of being orphaned.
import { isMainThread } from 'node:worker_threads'

if (isMainThread && process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
