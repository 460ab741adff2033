import './guard.js'

import('./setup.js').then(async ({ buildIfStale, install, node24, run }) => {
  await install()
  const node = node24()
  await buildIfStale(node)
  run(node, 'bench/main.ts', process.argv.slice(2))
})
