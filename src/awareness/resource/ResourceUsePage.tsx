import { useQuery } from '@tanstack/react-query'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { Empty, ErrorState, formatDay, Loading, Panel, plural, Stack, Table } from '#kernel/ui/index.ts'
import { readResourceUse } from './contract.ts'

/** What is most used, and what people look for without finding it. */
export function ResourceUsePage() {
  const use = useQuery({
    queryKey: ['resources', 'use'],
    queryFn: ({ signal }) => call(readResourceUse, { signal }),
  })
  return (
    <>
      <PageHeader
        title="Usage des ressources"
        lead={
          use.data
            ? `Envois et téléchargements depuis le ${formatDay(use.data.since)}. Les téléchargements se comptent sans adresse : quelqu’un qui revient compte de nouveau, les robots n’y sont pas.`
            : undefined
        }
        back={{ href: '/bureau/ressources', label: 'Ressources' }}
      />
      {use.isPending && <Loading label="Les chiffres arrivent…" lines={6} />}
      {use.isError && (
        <ErrorState
          title="L’usage n’a pas pu être lu"
          kept={sentenceOf(use.error)}
          onRetry={() => void use.refetch()}
        />
      )}
      {use.data && (
        <Stack gap={5}>
          <Table
            name="resource_use"
            caption="Les plus utilisées, en nombre de fois"
            columns={[
              { id: 'title', title: 'Ressource', cell: (one) => one.title, isRowHeader: true, width: 'wide' },
              { id: 'sendings', title: 'Envoyée', cell: (one) => one.sendings, align: 'end' },
              { id: 'downloads', title: 'Téléchargée', cell: (one) => one.downloads, align: 'end' },
            ]}
            rows={use.data.used}
            rowId={(one) => one.id}
            rowLabel={(one) => one.title}
            empty={<Empty title="Rien n’a encore été envoyé ni téléchargé." />}
          />
          <Table
            name="resource_missed"
            caption="Cherché sans résultat sur le site"
            columns={[
              { id: 'words', title: 'Mots', cell: (one) => one.words, isRowHeader: true, width: 'wide' },
              { id: 'count', title: 'Fois', cell: (one) => one.count, align: 'end' },
              { id: 'lastDay', title: 'Dernière fois', cell: (one) => formatDay(one.lastDay) },
            ]}
            rows={use.data.missed}
            rowId={(one) => one.words}
            rowLabel={(one) => one.words}
            empty={<Empty title="Aucune recherche n’est restée sans réponse assez souvent pour être dite." />}
          />
          <Panel title="Ce qui n’est pas dit">
            <p>
              Des mots ne sont gardés qu’à la cinquième fois qu’ils sont cherchés sans résultat, et jamais
              s’ils contiennent un numéro ou une adresse.
              {use.data.missedRarely > 0 &&
                ` ${plural(use.data.missedRarely, 'autre recherche sans résultat reste', 'autres recherches sans résultat restent')} sans mots.`}
            </p>
          </Panel>
        </Stack>
      )}
    </>
  )
}
