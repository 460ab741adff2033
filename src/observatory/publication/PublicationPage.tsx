import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Globe } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { Button, Empty, ErrorState, Loading, NumberField, Panel, Stack, toast } from '#kernel/ui/index.ts'
import { previewFigures, publishFigures } from './contract.ts'

/** The figures of a year as the public site would show them, and their publication. */
export function PublicationPage() {
  const [year, setYear] = useState<number | null>(new Date().getFullYear() - 1)
  const client = useQueryClient()
  const isYear = year !== null && year >= 2000 && year <= 2200
  const preview = useQuery({
    queryKey: ['public-figures', year],
    queryFn: ({ signal }) => call(previewFigures, { query: { year: year ?? 0 }, signal }),
    enabled: isYear,
  })
  const publish = useMutation({
    mutationFn: (of: number) => call(publishFigures, { input: { year: of } }),
    onSuccess: () => {
      toast({ text: `Les chiffres de ${year} sont sur le site public.` })
      void client.invalidateQueries({ queryKey: ['public-figures'] })
    },
  })
  const figures = preview.data?.figures ?? []
  return (
    <>
      <PageHeader
        title="Chiffres publics"
        lead="Ce que le site public dit d’une année. Un nombre trop petit n’est jamais publié."
        actions={
          <Button
            variant="primary"
            icon={Globe}
            isPending={publish.isPending}
            isDisabled={figures.length === 0}
            onPress={() => isYear && publish.mutate(year)}
          >
            Publier
          </Button>
        }
      />
      <Stack gap={5}>
        <NumberField label="Année" value={year} onChange={setYear} />
        {preview.data && preview.data.published.length > 0 && (
          <p>Déjà publiées : {preview.data.published.join(', ')}.</p>
        )}
        {publish.error && <ErrorState title={sentenceOf(publish.error)} />}
        {preview.error && (
          <ErrorState title={sentenceOf(preview.error)} onRetry={() => void preview.refetch()} />
        )}
        {preview.isPending && isYear && <Loading />}
        {preview.data && figures.length === 0 && (
          <Empty title="Il n’y a rien à publier pour cette année.">
            Tous ses nombres sont trop petits, ou il n’y en a pas.
          </Empty>
        )}
        {figures.map(({ title, rule, rows }) => (
          <Panel key={title} title={title} lead={rule} isQuiet>
            <ul>
              {rows.map(({ label, count }) => (
                <li key={label}>
                  {label} : {count === null ? 'non donné' : count.toLocaleString('fr-FR')}
                </li>
              ))}
            </ul>
          </Panel>
        ))}
      </Stack>
    </>
  )
}
