import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  Checkbox,
  Form,
  Grid,
  Panel,
  Prose,
  Stack,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import { keepKey } from '../session/contract.ts'
import { makeKey, shortestPassphrase } from './sealing.ts'
import { meQuery, useMe } from './useMe.ts'
import { unlockKey } from './vault.ts'

/** Makes the person's reading key, the first time or in the place of one whose passphrase is lost. */
export function KeyPage() {
  const me = useMe()
  const isNew = me.key === null
  return (
    <>
      <PageHeader
        title={isNew ? 'Créez votre clé de lecture' : 'Créer une nouvelle clé de lecture'}
        lead={
          isNew
            ? 'Une fois seulement. Ensuite, votre phrase secrète ouvrira les envois sur n’importe quel poste.'
            : 'Elle prend la place de l’ancienne, dont la phrase secrète est perdue.'
        }
      />
      <Stack gap={6}>
        {!isNew && (
          <Banner tone="attention" title="Ce qui va se passer">
            Les envois déjà reçus deviennent illisibles pour vous jusqu’à ce que la plateforme les scelle de
            nouveau pour votre nouvelle clé. Elle en est prévenue tout de suite ; rien n’est perdu, et vos
            collègues continuent de lire.
          </Banner>
        )}
        <Grid min="large">
          <Panel title="À quoi sert cette clé">
            <Prose>
              <ul>
                <li>
                  Chaque envoi est chiffré pour les personnes de votre autorité. Le portail le transporte sans
                  pouvoir le lire : seule votre clé l’ouvre, sur votre poste.
                </li>
                <li>
                  Votre <strong>phrase secrète</strong> protège cette clé. Elle ne quitte jamais ce poste : ni
                  la plateforme, ni la personne qui administre le portail ne la connaissent.
                </li>
                <li>
                  <strong>Personne ne peut la retrouver.</strong> Si vous la perdez, vous créerez une nouvelle
                  clé ici, et la plateforme vous renverra les envois : cela prend du temps, gardez-la donc en
                  lieu sûr.
                </li>
              </ul>
            </Prose>
          </Panel>
          <KeyForm />
        </Grid>
      </Stack>
    </>
  )
}

function KeyForm() {
  const me = useMe()
  const queries = useQueryClient()
  const router = useRouter()
  const [phrase, setPhrase] = useState('')
  const [again, setAgain] = useState('')
  const [isNoted, setNoted] = useState(false)
  const missing = Math.max(0, shortestPassphrase - [...phrase].length)
  const differs = again !== '' && again !== phrase
  const make = useMutation({
    mutationFn: async () => {
      const { identity, publicKey, sealedIdentity } = await makeKey(phrase)
      await call(keepKey, { input: { publicKey, sealedIdentity, replaces: me.key?.publicKey ?? null } })
      return identity
    },
    onSuccess: async (identity) => {
      unlockKey(identity)
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
      await queries.invalidateQueries({ queryKey: ['packages'] })
      toast({ text: 'Votre clé de lecture est prête.' })
      router.history.push('/partenaire')
    },
  })
  return (
    <Panel title="Votre phrase secrète">
      <Form onSubmit={() => make.mutate()}>
        {make.error && (
          <Banner tone="danger" isLive>
            {sentenceOf(make.error)}
          </Banner>
        )}
        <TextField
          label="Phrase secrète"
          description={`Au moins ${shortestPassphrase} caractères : quatre ou cinq mots sans rapport entre eux se retiennent bien. Pas votre mot de passe.`}
          type="password"
          autoComplete="new-password"
          value={phrase}
          onChange={setPhrase}
          error={phrase !== '' && missing > 0 ? `Encore ${missing} caractères au moins.` : undefined}
          isRequired
        />
        <TextField
          label="La même, encore une fois"
          type="password"
          autoComplete="new-password"
          value={again}
          onChange={setAgain}
          error={differs ? 'Les deux phrases ne sont pas les mêmes.' : undefined}
          isRequired
        />
        <Checkbox isSelected={isNoted} onChange={setNoted}>
          J’ai gardé cette phrase en lieu sûr, et je sais que personne ne peut la retrouver.
        </Checkbox>
        <div>
          <Button
            type="submit"
            variant="primary"
            icon={KeyRound}
            isPending={make.isPending}
            isDisabled={missing > 0 || again !== phrase || !isNoted}
          >
            Créer ma clé
          </Button>
        </div>
      </Form>
    </Panel>
  )
}
