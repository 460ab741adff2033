import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { say, toEnd } from './tools.js'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

function findChromium() {
  const given = process.env.CHROMIUM
  if (given) return existsSync(given) ? given : undefined
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
  const paths = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  paths.push('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome')
  return paths.find((path) => existsSync(path))
}

/** The browser of the end-to-end tests, installed when we may; undefined, after saying what to do, when we may not. */
export async function chromium() {
  const found = findChromium()
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && !process.env.CHROMIUM) {
    say('Installation de Chromium, pour les essais dans le navigateur…')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await toEnd('apt-get', ['update', '-q'], { env })
    await toEnd('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env })
    return findChromium()
  }
  say('Chromium manque pour les essais dans le navigateur. Installez-le, puis relancez :')
  say('  sudo apt-get update && sudo apt-get install -y chromium')
  say('ou indiquez où il se trouve : CHROMIUM=/chemin/vers/chromium npm test')
  return undefined
}
