import { useState } from 'react'
import { addressOf } from '#kernel/address.ts'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import {
  Banner,
  Button,
  Cluster,
  ConfirmDialog,
  Disclosure,
  Empty,
  formatDateTime,
  Panel,
  RadioChips,
  Stack,
  TextArea,
  toast,
} from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { CrossingPicker, type PickedCrossing } from './CrossingPicker.tsx'
import { type EditionRelease, publishEdition, readReleaseFile } from './contract.ts'
import { type Edition, useRefreshEditions } from './useEdition.ts'

const audiences = [
  { value: 'public', label: 'Tout le monde' },
  { value: 'professional', label: 'Les professionnels' },
] as const
type Audience = (typeof audiences)[number]['value']

/** What left of an edition, and its publication: every figure goes through the gate. */
export function ReleasePanel({ edition }: { readonly edition: Edition }) {
  const can = useCan()
  const mayPublish = can(publishEdition.action) && !edition.isSuperseded
  return (
    <Stack gap={5}>
      {mayPublish && <Publish edition={edition} />}
      <Panel title="Ce qui est publié">
        {edition.releases.length === 0 && <Empty title="Rien n’est encore publié." />}
        {edition.releases.map((release) => (
          <section key={release.id}>
            <h3>
              {audiences.find(({ value }) => value === release.audience)?.label},{' '}
              {formatDateTime(release.publishedAt)}
              {release.publishedBy && `, ${release.publishedBy}`}
            </h3>
            <p>{release.note}</p>
            <Files release={release} names={release.files.filter((name) => name.endsWith('.pdf'))} />
            <Disclosure title="Les données">
              <Files release={release} names={release.files.filter((name) => !name.endsWith('.pdf'))} />
            </Disclosure>
          </section>
        ))}
      </Panel>
    </Stack>
  )
}

function Files({ release, names }: { readonly release: EditionRelease; readonly names: readonly string[] }) {
  return (
    <ul>
      {names.map((name) => (
        <li key={name}>
          <a href={addressOf(readReleaseFile.path, { id: release.id }, { name })} download={name}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  )
}

function Publish({ edition }: { readonly edition: Edition }) {
  const [audience, setAudience] = useState<Audience | null>('public')
  const [note, setNote] = useState(edition.releases.length === 0 ? 'Première publication.' : '')
  const [crossings, setCrossings] = useState<readonly PickedCrossing[]>([])
  const [isConfirming, setConfirming] = useState(false)
  const [error, setError] = useState<unknown>()
  const refresh = useRefreshEditions()
  const publish = async () => {
    setError(undefined)
    try {
      const input = {
        audience: audience ?? 'public',
        note,
        confirmation: edition.title,
        crossings: crossings.map(({ figures, byRegion }) => ({ figures: [...figures], byRegion })),
      }
      await call(publishEdition, { params: { id: edition.id }, input })
      toast({ text: 'L’édition est publiée.' })
      await refresh()
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <Panel
      title="Publier"
      lead="Les petits nombres sont cachés, avec ce qui permettrait de les retrouver ; le résultat est vérifié avant de sortir."
    >
      <Stack>
        {error !== undefined && (
          <Banner tone="danger" title={sentenceOf(error)} isLive>
            {error instanceof RefusalError && (
              <ul>
                {error.fields.map(({ field, message }) => (
                  <li key={`${field} ${message}`}>{`${field} : ${message}`}</li>
                ))}
              </ul>
            )}
          </Banner>
        )}
        <RadioChips
          label="Pour qui"
          options={audiences}
          value={audience}
          onChange={setAudience}
          noneLabel={false}
        />
        <CrossingPicker
          edition={edition}
          audience={audience ?? 'public'}
          crossings={crossings}
          onChange={setCrossings}
        />
        <TextArea
          label="Ce que dit le journal des changements"
          description="Publié avec les données."
          value={note}
          onChange={setNote}
        />
        <Cluster>
          <Button variant="primary" isDisabled={note.trim() === ''} onPress={() => setConfirming(true)}>
            Publier…
          </Button>
        </Cluster>
      </Stack>
      <ConfirmDialog
        title="Publier cette édition"
        isOpen={isConfirming}
        onOpenChange={setConfirming}
        confirmLabel="Publier"
        onConfirm={publish}
        typedWord={edition.title}
      >
        <p>
          {audience === 'professional'
            ? 'Les professionnels pourront lire ces chiffres.'
            : 'Tout le monde pourra lire ces chiffres, les copier et les comparer.'}{' '}
          Ce qui est publié ne se reprend pas : une erreur se corrige par un erratum. Pour confirmer, écrivez
          le titre de l’édition : « {edition.title} ».
        </p>
      </ConfirmDialog>
    </Panel>
  )
}
