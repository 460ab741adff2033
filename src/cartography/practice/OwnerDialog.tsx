import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { useShortcut } from '#kernel/page/index.ts'
import { Banner, Button, ComboBox, Dialog, Form } from '#kernel/ui/index.ts'
import { handPractice, listPracticeOwners, type Practice } from './contract.ts'
import { usePracticeAct } from './usePractices.ts'

/** Who answers for a practice from now on: it stays as published as it was. */
export function OwnerDialog({ practice, onClose }: { practice: Practice; onClose: () => void }) {
  const [ownerId, setOwnerId] = useState<string | null>(practice.owner.id)
  const owners = useQuery({
    queryKey: ['practice', 'owners'],
    queryFn: ({ signal }) => call(listPracticeOwners, { signal }),
  })
  const act = usePracticeAct()
  const isReady = ownerId !== null && ownerId !== practice.owner.id
  const hand = async () => {
    if (!isReady) return
    const { id, version } = practice
    if (
      await act(
        () => call(handPractice, { params: { id }, version, input: { ownerId } }),
        'La pratique est confiée.',
      )
    )
      onClose()
  }
  useShortcut('Ctrl+Enter', () => void hand(), { label: 'Confier la pratique', inDialog: true })
  return (
    <Dialog
      title="Confier la pratique"
      lead="La personne choisie la relit à sa date et répond de ce qu’elle dit. La publication ne change pas."
      size="small"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" shortcut="Ctrl+Entrée" isDisabled={!isReady} onPress={() => void hand()}>
            Confier
          </Button>
        </>
      }
    >
      {owners.isError && <Banner tone="attention" title={sentenceOf(owners.error)} isLive />}
      <Form onSubmit={() => void hand()}>
        <ComboBox
          label="Tenue par"
          options={(owners.data?.items ?? [practice.owner]).map(({ id, name }) => ({
            value: id,
            label: name,
          }))}
          value={ownerId}
          onChange={setOwnerId}
          autoFocus
        />
      </Form>
    </Dialog>
  )
}
