// Read by any Node, even a very old one: it must stay free of recent syntax.
var major = parseInt(process.versions.node, 10)
if (major < 18) {
  console.error(
    'Repère a besoin de Node 18 ou plus récent pour s’installer, et celui-ci est le ' +
      process.versions.node +
      '. Installez une version récente (sous Debian 12 : apt-get install nodejs npm ; ailleurs : https://nodejs.org), ' +
      'puis relancez la même commande.',
  )
  process.exit(1)
}
