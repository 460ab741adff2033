import type { Handler } from '#kernel/http.server.ts'
import { role } from '#vocabulary'

/** One endpoint, and who may call it. */
export interface Right {
  readonly method: string
  readonly path: string
  readonly action: string
  readonly title: string
  readonly for: 'anyone' | 'signed_in' | readonly string[]
}

/** The endpoints of the product and who may call them, by address. */
export function rightsOf(handlers: readonly Pick<Handler, 'contract'>[]): Right[] {
  return handlers
    .map(({ contract: { method, path, action, title, for: audience } }) => ({
      method,
      path,
      action,
      title,
      for: audience,
    }))
    .toSorted((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1))
}

const opens = (right: Right, code: string): boolean =>
  typeof right.for === 'string' || right.for.includes(code)

/** For the terminal: one line per endpoint. */
export function rightsAsText(rights: readonly Right[]): string {
  return rights
    .map((one) => {
      const audience = typeof one.for === 'string' ? one.for : one.for.join(', ')
      return `${one.method.padEnd(6)} ${one.path.padEnd(44)} ${audience}`
    })
    .join('\n')
}

/** The page `docs/rights.md`: a table of endpoints and roles. */
export function rightsAsMarkdown(rights: readonly Right[]): string {
  const open = rights.filter((one) => one.for === 'anyone')
  const closed = rights.filter((one) => one.for !== 'anyone')
  const head = ['Ce que l’on fait', 'Point d’accès', ...role.codes.map((code) => role.label(code))]
  const rows = closed.map((one) => [
    one.title,
    `\`${one.method} ${one.path}\``,
    ...role.codes.map((code) => (opens(one, code) ? '●' : '')),
  ])
  return [
    '# Qui peut quoi',
    '',
    'Cette page est tirée des contrats par `npm run -s repere -- routes --markdown > docs/rights.md` ; un essai échoue quand elle n’est plus à jour.',
    'Un point ouvre la porte ; les lignes que la personne voit derrière sont choisies par la politique de chaque dossier (`policy.server.ts`).',
    '',
    row(head),
    row(head.map((_, index) => (index < 2 ? '---' : ':-:'))),
    ...rows.map(row),
    '',
    '## Sans être connecté',
    '',
    row(['Ce que l’on fait', 'Point d’accès']),
    row(['---', '---']),
    ...open.map((one) => row([one.title, `\`${one.method} ${one.path}\``])),
    '',
  ].join('\n')
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
