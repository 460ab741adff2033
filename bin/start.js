import './guard.js'

import('./setup.js').then(async ({ buildIfStale, install, node24, run }) => {
  const asked = process.argv.slice(2)
  const serve = asked.includes('--serve')
  const others = asked.filter((word) => word !== '--serve')
  await install()
  const node = node24()
  await buildIfStale(node)
  run(node, 'src/main.server.ts', serve ? others : ['--demonstration', ...others])
})
