import { Command, CommanderError, Option } from 'commander'
import type {
  ImportOptions as DirectoryImport,
  ExportOptions,
} from '#cartography/directory/exchange/command.server.ts'
import type { Services } from '#kernel/http.server.ts'
import { Refusal, sentenceOf } from '#kernel/refusal.ts'
import { Trouble, typeset } from '#kernel/trouble.ts'
import { importHelp } from '#listening/import/command.server.ts'
import { addMethodCommands } from '#observatory/commands.server.ts'
import { createAccountFromTerminal } from '#office/account/command.server.ts'
import { type ExchangeFormat, exchangeDecision, exchangeFormat, role, serviceVisibility } from '#vocabulary'
import packageJson from '../package.json' with { type: 'json' }
import { loadDemonstrationFromTerminal } from './demonstration.server.ts'
import { handlers, streams } from './handlers.server.ts'
import { rightsAsMarkdown, rightsAsText, rightsOf } from './rights.server.ts'
import { openWorkshop } from './services.server.ts'

/** Progress goes to stderr: stdout holds the result and nothing else. */
const say = (line: string): void => void process.stderr.write(`${typeset(line)}\n`)
const print = (text: string): void => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)

/** What every command that works on the data receives, beside its own options. */
export interface Terminal {
  readonly services: Services
  readonly say: (line: string) => void
  readonly print: (text: string) => void
}

interface ImportOptions {
  readonly dryRun?: boolean
  readonly acceptValid?: boolean
  readonly schema?: boolean
}

/** Opens the data, beside a running server or without one, and closes them whatever happens. */
async function withData(work: (terminal: Terminal) => Promise<number>): Promise<void> {
  const workshop = await openWorkshop(say, { max: 4 })
  try {
    process.exitCode = await work({ services: workshop.services, say, print })
  } finally {
    await workshop.close()
  }
}

const headings: Readonly<Record<string, string | undefined>> = {
  'Usage:': 'Usage :',
  'Arguments:': 'Arguments :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
}

const program = new Command()
  .name('npm run -s repere --')
  .description('La ligne de commande de Repère. Le résultat va sur la sortie standard, le reste à côté.')
  .version(packageJson.version, '-V, --version', 'la version')
  .helpOption('-h, --help', 'cette aide')
  .helpCommand('help [commande]', 'l’aide d’une commande')
  // Commander speaks English: its faults are told by `explain`, its headings are replaced.
  .configureOutput({ outputError: () => undefined })
  .configureHelp({ styleTitle: (title) => headings[title] ?? title })
  .exitOverride()

program
  .command('demo')
  .description('charge la démonstration dans une base vide')
  .action(() => withData(loadDemonstrationFromTerminal))

program
  .command('import')
  .description('reprend des données d’un fichier')
  .command('contacts')
  .description('importe un fichier CSV de contacts (colonnes décrites par le Table Schema publié)')
  .argument('[fichier]', 'le fichier CSV, en UTF-8')
  .option('--dry-run', 'vérifie tout, n’écrit rien')
  .option('--schema', 'écrit le Table Schema des colonnes, et n’importe rien')
  .addHelpText('after', importHelp)
  .option('--accept-valid', 'importe les lignes justes même si d’autres ne le sont pas')
  .action(async (file: string | undefined, options: ImportOptions, command: Command) => {
    if (options.schema) {
      const { tableSchema } = await import('#listening/import/schema.ts')
      return print(JSON.stringify(tableSchema(), null, 2))
    }
    if (!file)
      return command.error("missing required argument 'fichier'", { code: 'commander.missingArgument' })
    return withData(async (terminal) => {
      const { runImport } = await import('#listening/import/command.server.ts')
      return runImport({
        ...terminal,
        file,
        dryRun: options.dryRun ?? false,
        acceptValid: options.acceptValid ?? false,
      })
    })
  })

/** What leaves the directory as a file, what comes into it, and whether a file keeps to its format. */
const directoryCommand = program.command('directory').description('échange l’annuaire en fichiers')
const formatOption = () =>
  new Option('--format <format>', 'format du fichier')
    .choices([...exchangeFormat.codes])
    .makeOptionMandatory()

directoryCommand
  .command('validate')
  .description(
    'vérifie un fichier de services ; dit chaque faute et où elle se trouve, sort en erreur s’il y en a',
  )
  .argument('<fichier>', 'le fichier, de cette maison ou d’une autre')
  .addOption(formatOption())
  .action(async (file: string, { format }: { format: ExchangeFormat }) => {
    const { validateFile } = await import('#cartography/directory/exchange/command.server.ts')
    process.exitCode = await validateFile({ say, print }, file, format)
  })

directoryCommand
  .command('export')
  .description('écrit l’annuaire tel qu’un public peut le lire')
  .addOption(formatOption())
  .addOption(
    new Option('--audience <public>', 'pour qui').choices([...serviceVisibility.codes]).makeOptionMandatory(),
  )
  .option('--departement <code>', 'seulement ce qui le sert')
  .option('--out <fichier>', 'dans ce fichier plutôt que sur la sortie standard')
  .action((options: ExportOptions) =>
    withData(async (terminal) => {
      const { exportToTerminal } = await import('#cartography/directory/exchange/command.server.ts')
      return exportToTerminal({ ...terminal, ...options })
    }),
  )

directoryCommand
  .command('import')
  .description(
    'importe un fichier de services ; une fiche connue reçoit une proposition, les autres sont ajoutées',
  )
  .argument('<fichier>', 'le fichier')
  .addOption(formatOption())
  .requiredOption('--source <nom>', 'd’où vient le fichier ; le même nom d’une fois sur l’autre')
  .option('--dry-run', 'vérifie tout, n’écrit rien')
  .option('--accept-valid', 'importe les entrées justes même si d’autres ne le sont pas')
  .addOption(
    new Option('--duplicates <décision>', 'ce que sont les doublons possibles')
      .choices([...exchangeDecision.codes])
      .default('aside'),
  )
  .action((file: string, options: DirectoryImport) =>
    withData(async (terminal) => {
      const { importFromTerminal } = await import('#cartography/directory/exchange/command.server.ts')
      return importFromTerminal({ ...terminal, ...options, file })
    }),
  )

program
  .command('report')
  .description('compte une période, dates de Paris comprises')
  .requiredOption('--from <date>', 'premier jour (AAAA-MM-JJ)')
  .requiredOption('--to <date>', 'dernier jour (AAAA-MM-JJ)')
  .addOption(new Option('--format <format>', 'présentation').choices(['text', 'json', 'csv']).default('text'))
  .action((options: { from: string; to: string; format: 'text' | 'json' | 'csv' }) =>
    withData(async (terminal) => {
      const { runReport } = await import('#observatory/report/command.server.ts')
      return runReport({ ...terminal, ...options })
    }),
  )

program
  .command('account')
  .description('les comptes')
  .command('create')
  .description('crée un compte ; le mot de passe provisoire est affiché une seule fois')
  .requiredOption('--login <identifiant>', 'identifiant de connexion')
  .requiredOption('--name <nom>', 'nom affiché')
  .addOption(new Option('--role <rôle>', 'rôle').choices([...role.codes]).makeOptionMandatory())
  .option('--password-stdin', 'lit le mot de passe, définitif, sur l’entrée standard')
  .action((options) => withData((terminal) => createAccountFromTerminal({ ...terminal, ...options })))

program
  .command('routes')
  .description('liste les points d’accès et les rôles qui les ouvrent')
  .option('--json', 'en JSON')
  .option('--markdown', 'comme docs/rights.md')
  .action(({ json, markdown }: { json?: boolean; markdown?: boolean }) => {
    const rights = rightsOf([...handlers, ...streams])
    print(json ? JSON.stringify(rights, null, 2) : markdown ? rightsAsMarkdown(rights) : rightsAsText(rights))
  })
  .command('coverage')
  .description('vérifie que chacun des 101 départements a un destinataire ; sort en erreur sinon')
  .option('--json', 'en JSON')
  // `routes` has the same option, and would keep it to itself.
  .action((_options, command: Command) =>
    withData(async (terminal) => {
      const { checkCoverage } = await import('#listening/authority/command.server.ts')
      return checkCoverage(terminal, command.optsWithGlobals<{ json?: boolean }>().json ?? false)
    }),
  )

addMethodCommands(program, { say, print })

/** What is wrong in what was typed, by Commander's own codes. */
const faults: Readonly<Record<string, ((word: string) => string) | undefined>> = {
  'commander.unknownCommand': (word) => `La commande « ${word} » n’existe pas.`,
  'commander.unknownOption': (word) => `L’option « ${word} » n’existe pas.`,
  'commander.missingArgument': (word) => `Il manque « ${word} ».`,
  'commander.missingMandatoryOptionValue': (word) => `Il manque l’option « ${word} ».`,
  'commander.optionMissingArgument': (word) => `L’option « ${word} » attend une valeur.`,
  'commander.invalidArgument': (word) => `« ${word} » n’admet pas cette valeur.`,
  'commander.excessArguments': () => 'Il y a un mot de trop.',
}

/** One paragraph for a person; the stack only when it is our own fault. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0
    const told = faults[error.code]?.(/'([^']*)'/.exec(error.message)?.[1] ?? '')
    if (told) say(`${told} L’aide : npm run -s repere -- --help`)
    return 2
  }
  if (error instanceof Trouble) say(error.message)
  else if (error instanceof Refusal) say(sentenceOf(error.code))
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return 1
}

// A reader that stops early (`| head`) is not an error.
process.stdout.on('error', (error: { code?: string }) => process.exit(error.code === 'EPIPE' ? 0 : 1))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Leaving by `exit` lets the cluster know that this process is gone.
  process.on(signal, () => process.exit(signal === 'SIGINT' ? 130 : 143))
}

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = explain(error)
}
