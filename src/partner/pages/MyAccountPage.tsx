import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { KeyRound, Lock } from 'lucide-react'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  ButtonLink,
  Cluster,
  DefinitionList,
  Form,
  formatDay,
  Grid,
  Panel,
  Prose,
  Stack,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import { partnerRole } from '#vocabulary'
import { changeMyPassword } from '../session/contract.ts'
import { meQuery, useMe } from './useMe.ts'
import { lockKey, useIdentity } from './vault.ts'

/** What is mine on the portal: my password, my key. */
export function MyAccountPage() {
  const me = useMe()
  return (
    <>
      <PageHeader title="Mon compte" lead={`${me.name} · ${partnerRole.label(me.role)} · ${me.authority}`} />
      <Stack gap={6}>
        {me.passwordTemporary && (
          <Banner tone="attention" title="Choisissez votre mot de passe">
            Celui avec lequel vous êtes entré vous a été donné par la plateforme. Ensuite, vous créerez la clé
            qui ouvre les envois.
          </Banner>
        )}
        <Grid min="large">
          <PasswordPanel />
          {me.passwordTemporary ? <NextSteps /> : <KeyPanel />}
        </Grid>
      </Stack>
    </>
  )
}

function PasswordPanel() {
  const me = useMe()
  const queries = useQueryClient()
  const router = useRouter()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: () => call(changeMyPassword, { input: { current, next } }),
    onSuccess: async () => {
      setCurrent('')
      setNext('')
      toast({ text: 'Mot de passe changé.' })
      const wasTemporary = me.passwordTemporary
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
      if (wasTemporary) router.history.push('/partenaire')
    },
  })
  const code = change.error instanceof RefusalError ? change.error.code : undefined
  const missing = Math.max(0, 12 - [...next].length)
  const nextFault = code === 'password_weak' ? change.error?.message : undefined
  return (
    <Panel title="Mot de passe">
      <Form onSubmit={() => change.mutate()}>
        {change.error && code !== 'password_wrong' && code !== 'password_weak' && (
          <Banner tone="danger">{sentenceOf(change.error)}</Banner>
        )}
        <TextField
          label={me.passwordTemporary ? 'Mot de passe provisoire' : 'Mot de passe actuel'}
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          error={code === 'password_wrong' ? 'Ce n’est pas le mot de passe actuel.' : undefined}
          isRequired
        />
        <TextField
          label="Nouveau mot de passe"
          description="Au moins 12 caractères. Une phrase de quelques mots se retient mieux."
          type="password"
          autoComplete="new-password"
          value={next}
          onChange={setNext}
          error={next !== '' && missing > 0 ? `Encore ${missing} caractères au moins.` : nextFault}
          isRequired
        />
        <div>
          <Button
            type="submit"
            variant="primary"
            isPending={change.isPending}
            isDisabled={current === '' || missing > 0}
          >
            Changer de mot de passe
          </Button>
        </div>
      </Form>
    </Panel>
  )
}

/** What comes after the first password, so that nobody stops half-way. */
function NextSteps() {
  return (
    <Panel title="Trois étapes, une seule fois">
      <Prose>
        <ol>
          <li>Votre mot de passe, que vous êtes seul à connaître.</li>
          <li>Votre clé de lecture, protégée par une phrase secrète.</li>
          <li>Les envois de la plateforme, que cette clé ouvre sur votre poste.</li>
        </ol>
      </Prose>
    </Panel>
  )
}

function KeyPanel() {
  const me = useMe()
  const identity = useIdentity()
  return (
    <Panel title="Clé de lecture" lead="Elle ouvre les envois sur votre poste, avec votre phrase secrète.">
      <Stack gap={4}>
        <DefinitionList
          items={[
            { term: 'Créée le', value: me.key && formatDay(me.key.addedAt) },
            {
              term: 'Sur ce poste',
              value: identity ? 'Ouverte jusqu’à la fermeture de la page' : 'Verrouillée',
            },
          ]}
        />
        <Cluster>
          {identity && (
            <Button icon={Lock} onPress={lockKey}>
              Verrouiller
            </Button>
          )}
          <ButtonLink href="/partenaire/mon-compte/cle" icon={KeyRound}>
            {me.key ? 'J’ai perdu ma phrase secrète' : 'Créer ma clé'}
          </ButtonLink>
        </Cluster>
      </Stack>
    </Panel>
  )
}
