import './guard.js'

import('./checks.js').then(({ runChecks }) => runChecks(process.argv.slice(2)))
