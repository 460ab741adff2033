import './guard.js'

import('./setup.js').then(async ({ buildIfStale, install, node24, run }) => {
  await install()
  const node = node24()
  await buildIfStale(node)
  // How many alerts: `npm run test:alerts -- 200`; a thousand unless told.
  process.env.ALERTS = process.argv[2] ?? process.env.ALERTS ?? '1000'
  run(node, 'node_modules/vitest/vitest.mjs', ['run', 'src/alerts', 'src/listening/delivery/clock.test.ts'])
})
