import { ArrowRight, Undo2 } from 'lucide-react'
import { call } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { Banner, Button, ButtonLink } from '#kernel/ui/index.ts'
import { type Situation, undoMerge } from './contract.ts'
import { useAct } from './useAct.ts'

interface MergedAwayProps {
  file: Situation
  into: NonNullable<Situation['mergedInto']>
  back: { href: string; label: string }
}

/** A file that entered another: it says so, and leads there. */
export function MergedAway({ file, into, back }: MergedAwayProps) {
  const { attempt } = useAct(file.id)
  const merge = file.merges.find((one) => one.absorbed.id === file.id && !one.undoneAt)
  return (
    <>
      <PageHeader title={`Situation ${file.reference}`} back={back} />
      <Banner
        title={`${file.reference} a été fusionnée dans ${into.reference}.`}
        actions={
          <>
            <ButtonLink variant="primary" icon={ArrowRight} href={`/bureau/situations/${into.id}`}>
              Ouvrir {into.reference}
            </ButtonLink>
            {merge && file.abilities.merge && (
              <Button
                icon={Undo2}
                onPress={() =>
                  void attempt(() => call(undoMerge, { params: { id: merge.id } }), {
                    text: `${file.reference} est de nouveau un dossier à part.`,
                  })
                }
              >
                Défaire la fusion
              </Button>
            )}
          </>
        }
      >
        C’est le même mineur : tout ce qui était noté ici se lit et se poursuit là-bas. Rien n’a été perdu ;
        la fusion se défait depuis {into.reference}.
      </Banner>
    </>
  )
}
