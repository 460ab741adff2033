import { useState } from 'react'
import { call } from '#kernel/call.ts'
import {
  Button,
  Checkbox,
  DefinitionList,
  Dialog,
  Form,
  optionsOf,
  Panel,
  Select,
  Stack,
  TextArea,
  TextField,
} from '#kernel/ui/index.ts'
import { resourceLicence } from '#vocabulary'
import { createSeries, type ShowFields, saveShow } from './contract.ts'
import { usePodcastAct, useShow } from './usePodcast.ts'

/** What the podcast says of itself to those who look for it, and its series. */
export function ShowPanel({ mayWrite }: { mayWrite: boolean }) {
  const show = useShow()
  const [isEditing, setEditing] = useState(false)
  const [isOpening, setOpening] = useState(false)
  if (!show.data) return null
  const { series, version, ...fields } = show.data
  return (
    <Panel
      title="Présentation et séries"
      actions={
        mayWrite && (
          <>
            <Button onPress={() => setOpening(true)}>Ouvrir une série</Button>
            <Button onPress={() => setEditing(true)}>Modifier la présentation</Button>
          </>
        )
      }
    >
      <DefinitionList
        items={[
          { term: fields.title, value: fields.summary },
          { term: 'Auteur', value: fields.author },
          { term: 'Licence', value: resourceLicence.label(fields.licence) },
          ...series.map((one) => ({
            term: `Série ${one.number}`,
            value: one.title,
            note: one.summary,
          })),
        ]}
      />
      {isEditing && <ShowDialog fields={fields} version={version} onClose={() => setEditing(false)} />}
      {isOpening && (
        <SeriesDialog
          next={Math.max(0, ...series.map(({ number }) => number)) + 1}
          onClose={() => setOpening(false)}
        />
      )}
    </Panel>
  )
}

function ShowDialog({
  fields,
  version,
  onClose,
}: {
  fields: ShowFields
  version: number
  onClose: () => void
}) {
  const [draft, setDraft] = useState(fields)
  const act = usePodcastAct()
  const set = (change: Partial<ShowFields>) => setDraft((was) => ({ ...was, ...change }))
  const save = async () => {
    const input = { ...draft, ownerEmail: draft.ownerEmail || null }
    if (await act(() => call(saveShow, { version, input }), 'Présentation enregistrée.')) onClose()
  }
  return (
    <Dialog
      title="Présentation du podcast"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <Button variant="primary" onPress={() => void save()}>
          Enregistrer
        </Button>
      }
    >
      <Form onSubmit={() => void save()}>
        <TextField label="Titre" value={draft.title} onChange={(title) => set({ title })} isRequired />
        <TextArea label="Présentation" value={draft.summary} onChange={(summary) => set({ summary })} />
        <TextField label="Auteur" value={draft.author} onChange={(author) => set({ author })} isRequired />
        <TextField
          label="Courriel de contact"
          description="Les annuaires de podcasts y écrivent pour vérifier à qui est le flux. Il est public."
          type="email"
          value={draft.ownerEmail}
          onChange={(ownerEmail) => set({ ownerEmail })}
        />
        <Select
          label="Licence"
          options={optionsOf(resourceLicence)}
          value={draft.licence}
          onChange={(licence) => licence && set({ licence })}
        />
        <Checkbox isSelected={draft.isLocked} onChange={(isLocked) => set({ isLocked })}>
          Aucune autre plateforme ne peut reprendre ce flux
        </Checkbox>
      </Form>
    </Dialog>
  )
}

function SeriesDialog({ next, onClose }: { next: number; onClose: () => void }) {
  const [title, setTitle] = useState('')
  const [summary, setSummary] = useState('')
  const act = usePodcastAct()
  const save = async () => {
    const input = { number: next, title, summary: summary || null }
    if (await act(() => call(createSeries, { input }), 'Série ouverte.')) onClose()
  }
  return (
    <Dialog
      title={`Ouvrir la série ${next}`}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <Button variant="primary" onPress={() => void save()}>
          Ouvrir la série
        </Button>
      }
    >
      <Stack>
        <TextField label="Titre" value={title} onChange={setTitle} isRequired />
        <TextArea label="Présentation" value={summary} onChange={setSummary} />
      </Stack>
    </Dialog>
  )
}
