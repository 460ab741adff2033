import './guard.js'

import('./setup.js').then(async ({ install, node24, run, typedIn }) => {
  await install()
  run(node24(), 'src/cli.server.ts', process.argv.slice(2), { cwd: typedIn() })
})
