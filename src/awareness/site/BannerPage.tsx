import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Eye, EyeOff, Undo2 } from 'lucide-react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { Button, ErrorState, Loading, Panel, Stack, toast } from '#kernel/ui/index.ts'
import { BannerForm } from './BannerForm.tsx'
import { BannerHistory } from './BannerHistory.tsx'
import { type BannerFields, publishBanner, readBanner, undoBanner } from './contract.ts'
import './banner.css'

const nothing: BannerFields = { text: null, isUrgent: false, link: null, startsAt: null, endsAt: null }

/** What is said on every public page, changed in a minute: a text, a look at it, and every page says it. */
export function BannerPage() {
  const client = useQueryClient()
  const history = useQuery({
    queryKey: ['banner'],
    queryFn: ({ signal }) => call(readBanner, { signal }),
    refetchInterval: 60_000,
  })
  const refresh = () => client.invalidateQueries({ queryKey: ['banner'] })
  const undo = useMutation({
    mutationFn: (last: number) => call(undoBanner, { input: { last } }),
    onSuccess: () => toast({ text: 'Le dernier changement est annulé.' }),
    onSettled: refresh,
  })
  const publish = useMutation({
    mutationFn: (fields: BannerFields) => call(publishBanner, { input: fields }),
    onSuccess: ({ number }, { text }) =>
      toast({
        text: text === null ? 'L’annonce est retirée.' : 'L’annonce est publiée.',
        undo: () => undo.mutate(number),
      }),
    onSettled: refresh,
  })
  const shown = history.data?.items.find(({ state }) => state === 'shown')
  const fault = publish.error ?? undo.error
  return (
    <>
      <PageHeader
        title="Annonce du site"
        lead="Une phrase en tête de toutes les pages publiques, en quelques secondes."
      />
      <Stack gap={5}>
        {fault && <ErrorState title={sentenceOf(fault)} todo="Rechargez la page, puis réessayez." />}
        <Panel
          title={shown ? 'En ce moment' : 'Rien n’est annoncé en ce moment'}
          actions={
            <>
              {shown && (
                <Button icon={EyeOff} isPending={publish.isPending} onPress={() => publish.mutate(nothing)}>
                  Retirer
                </Button>
              )}
              {history.data && history.data.last > 0 && (
                <Button
                  icon={Undo2}
                  isPending={undo.isPending}
                  onPress={() => undo.mutate(history.data.last)}
                >
                  Annuler le dernier changement
                </Button>
              )}
            </>
          }
        >
          {shown ? <BannerLook fields={shown} /> : <p>Les pages publiques sont comme d’ordinaire.</p>}
        </Panel>
        <Panel title="Nouvelle annonce">
          <BannerForm
            isPending={publish.isPending}
            onPublish={(fields) => publish.mutateAsync(fields).then(() => undefined)}
          />
        </Panel>
        <Panel title="Histoire" isQuiet>
          {history.isPending && <Loading lines={3} />}
          {history.data && <BannerHistory items={history.data.items} />}
        </Panel>
      </Stack>
    </>
  )
}

/** The announcement as visitors see it. */
export function BannerLook({
  fields,
}: {
  readonly fields: Pick<BannerFields, 'text' | 'isUrgent' | 'link'>
}) {
  return (
    <div className="banner-look" data-urgent={fields.isUrgent || undefined}>
      <Eye size={16} aria-hidden />
      <p>
        {fields.text} {fields.link && <u>{fields.link.label}</u>}
      </p>
    </div>
  )
}
