import { useState } from 'react'
import { call } from '#kernel/call.ts'
import {
  Banner,
  Button,
  Cluster,
  ConfirmDialog,
  Panel,
  Stack,
  TextArea,
  TextField,
} from '#kernel/ui/index.ts'
import { type Application, decideApplication } from './contract.ts'
import type { Act } from './useApplicationAct.ts'
import { euros } from './words.ts'

/** What is decided, and the reasons that are written to the organisation. */
export function DecisionPanel({ one, act }: { one: Application; act: Act }) {
  const [granted, setGranted] = useState(one.amount === null ? '' : String(one.amount))
  const [reasons, setReasons] = useState('')
  const [asked, setAsked] = useState<'accepted' | 'declined' | null>(null)
  const amount = Number(granted.replace(/\D/g, '')) || null
  const decide = (state: 'accepted' | 'declined') =>
    act(
      () =>
        call(decideApplication, {
          params: { id: one.id },
          version: one.version,
          input: { state, granted: state === 'accepted' ? amount : null, reasons },
        }),
      'Décidé : l’organisme est prévenu par courriel.',
    )
  return (
    <Panel title="Décider">
      <Stack gap={4}>
        {one.mark === null && <Banner title="Tous les avis ne sont pas donnés : on décide ensuite." />}
        <TextField label="Somme accordée, en euros" value={granted} onChange={setGranted} />
        <TextArea
          label="Raisons, écrites à l’organisme"
          rows={4}
          maxLength={3000}
          value={reasons}
          onChange={setReasons}
        />
        <Cluster>
          <Button
            variant="primary"
            isDisabled={one.mark === null || !reasons.trim() || amount === null}
            onPress={() => setAsked('accepted')}
          >
            Retenir
          </Button>
          <Button isDisabled={one.mark === null || !reasons.trim()} onPress={() => setAsked('declined')}>
            Ne pas retenir
          </Button>
        </Cluster>
      </Stack>
      <ConfirmDialog
        title={asked === 'accepted' ? 'Retenir ce projet' : 'Ne pas retenir ce projet'}
        isOpen={asked !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        confirmLabel={asked === 'accepted' ? 'Retenir et prévenir' : 'Ne pas retenir et prévenir'}
        onConfirm={async () => {
          if (asked) await decide(asked)
        }}
      >
        <p>
          {one.organisation} reçoit tout de suite un courriel avec vos raisons
          {asked === 'accepted' && ` et la somme accordée : ${euros(amount)}`}. La décision ne se reprend pas.
        </p>
      </ConfirmDialog>
    </Panel>
  )
}
