import { type Command, Option } from 'commander'
import { attackers } from './disclosure/table.ts'

interface Output {
  readonly say: (line: string) => void
  readonly print: (text: string) => void
}

/** What a command that only reads files ends with: an exit code. */
type Ended = Promise<number>

/** Adds the commands of the observatory that need no data: the methods of the watch and of disclosure control. */
export function addMethodCommands(program: Command, { say, print }: Output): void {
  const end = async (work: Ended): Promise<void> => {
    process.exitCode = await work
  }
  program
    .command('watch')
    .description('les méthodes de la veille')
    .command('evaluate')
    .description('juge une série par une méthode et écrit en JSON ce qu’elle en dit')
    .argument('<cas>', 'fichier JSON : « series » et « control »')
    .requiredOption('--series <fichier>', 'fichier JSON des séries')
    .action((casePath: string, { series }: { series: string }) =>
      end(
        import('./watch/command.server.ts').then(({ runEvaluate }) =>
          runEvaluate({ say, print, casePath, seriesPath: series }),
        ),
      ),
    )
  const disclosure = program.command('disclosure').description('le secret des petits effectifs')
  const against = new Option('--attackers <liste>', 'lecteurs dont il faut se garder').default(
    attackers.join(','),
  )
  disclosure
    .command('protect')
    .description('cache ce qui doit l’être et le moins possible à côté ; le motif et son audit en JSON')
    .argument('<table>', 'fichier JSON : « cells », « equations », « primary », « lpl », « upl »')
    .addOption(
      new Option('--minimise <quoi>', 'ce qui doit être le moins caché')
        .choices(['cells', 'value'])
        .default('cells'),
    )
    .addOption(against)
    .action((tablePath: string, options: { minimise: 'cells' | 'value'; attackers: string }) =>
      end(
        import('./disclosure/command.server.ts').then(({ runProtect, attackersOf }) => {
          const known = attackersOf(options.attackers)
          if (known) return runProtect({ say, print, tablePath, minimise: options.minimise, against: known })
          say(`--attackers prend ${attackers.join(', ')}, séparés par des virgules.`)
          return 2
        }),
      ),
    )
  disclosure
    .command('audit')
    .description('juge un motif, d’où qu’il vienne')
    .argument('<table>', 'fichier JSON de la table')
    .argument('<motif>', 'fichier JSON : les cellules cachées')
    .addOption(against)
    .action((tablePath: string, patternPath: string, options: { attackers: string }) =>
      end(
        import('./disclosure/command.server.ts').then(({ runAudit, attackersOf }) => {
          const known = attackersOf(options.attackers)
          if (known) return runAudit({ say, print, tablePath, patternPath, against: known })
          say(`--attackers prend ${attackers.join(', ')}, séparés par des virgules.`)
          return 2
        }),
      ),
    )
}
