import type { ReactNode } from 'react'
import { HelpNumbers } from '#kernel/public/HelpNumbers.server.tsx'
import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { departementName, departements101, webWorry } from '#vocabulary'
import { Choices, Field } from './FormParts.server.tsx'
import { ReachFields } from './ReachFields.server.tsx'

export interface WriteFormProps {
  readonly action: string
  readonly token: string
  readonly proof: string
  readonly script: string
  readonly given: Readonly<Record<string, string>>
  readonly days: readonly string[]
  readonly hours: readonly string[]
  readonly faults: Readonly<Partial<Record<'text' | 'age' | 'reach', string>>>
  readonly isDown: boolean
}

const writers = [
  ['concerned', 'Moi : je suis jeune et j’ai besoin d’aide'],
  ['friend', 'Un ami, une amie d’un jeune'],
  ['parent', 'Son parent, son tuteur, son frère ou sa sœur'],
  ['family', 'Un autre proche'],
  ['professional', 'Un professionnel'],
  ['witness', 'Un témoin'],
  ['undisclosed', 'Je ne souhaite pas le dire'],
] as const

const worries = [
  ['today', 'J’ai peur pour aujourd’hui ou pour cette nuit'],
  ['very', 'Je suis très inquiet'],
  ['some', 'Je suis inquiet'],
  ['question', webWorry.label('question')],
] as const

/** The form by which anyone writes to the helpline. */
export function WriteForm({
  action,
  token,
  proof,
  script,
  given,
  days,
  hours,
  faults,
  isDown,
}: WriteFormProps) {
  const said = Object.entries(faults)
  return (
    <PublicFrame>
      <h1>Nous écrire</h1>
      {isDown ? (
        <Down />
      ) : (
        <p className="notice">
          En danger maintenant, n’écrivez pas ici : appelez le 17, ou écrivez un SMS au 114. Le 119 répond
          jour et nuit.
        </p>
      )}
      {said.length > 0 && (
        <div className="summary" role="alert">
          <p>Il manque encore quelque chose. Le reste est gardé.</p>
          <ul>
            {said.map(([name, words]) => (
              <li key={name}>
                <a href={`#${name}`}>{words}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {!isDown && said.length === 0 && (
        <p>
          Une personne de l’équipe lit votre message. Il est chiffré dès qu’il part. Une seule réponse est
          obligatoire : votre message.
        </p>
      )}
      <form method="post" action={action} data-proof={proof} autoComplete="off">
        <input type="hidden" name="envoi" value={token} />
        <input type="hidden" name="preuve" />
        <Choices legend="Qui écrit ?" name="writer" choices={writers} given={given.writer} />
        <Field
          id="text"
          label="Que se passe-t-il ?"
          hint="Avec vos mots. Vous n’avez pas à donner de nom."
          fault={faults.text}
          isNeeded
        >
          {(described) => (
            <textarea
              id="text"
              name="text"
              rows={8}
              maxLength={20_000}
              defaultValue={given.text}
              {...described}
              required
            />
          )}
        </Field>
        <Choices
          legend="À quel point êtes-vous inquiet ?"
          name="worry"
          choices={worries}
          given={given.worry}
        />
        <Field id="departement" label="Dans quel département vit le jeune ?">
          {(described) => (
            <select id="departement" name="departement" defaultValue={given.departement} {...described}>
              <option value="">Je ne sais pas, ou je ne veux pas le dire</option>
              {departements101.map((code) => (
                <option key={code} value={code}>
                  {departementName(code)} ({code})
                </option>
              ))}
              <option value="abroad">À l’étranger</option>
            </select>
          )}
        </Field>
        <Field
          id="place"
          label="Un lieu plus précis, si vous voulez"
          hint="Une ville, un quartier, un hôtel…"
        >
          {(described) => (
            <input
              id="place"
              name="place"
              type="text"
              maxLength={200}
              defaultValue={given.place}
              {...described}
            />
          )}
        </Field>
        <Field id="age" label="Son âge, si vous le connaissez" fault={faults.age}>
          {(described) => (
            <input
              id="age"
              name="age"
              type="text"
              inputMode="numeric"
              maxLength={3}
              className="number"
              defaultValue={given.age}
              {...described}
            />
          )}
        </Field>
        <ReachFields given={given} days={days} hours={hours} fault={faults.reach} />
        <p className="actions">
          <button type="submit">Envoyer</button>
        </p>
        <p className="hint">
          L’envoi peut prendre quelques secondes. Si vous cliquez deux fois, nous ne recevons qu’un message.
        </p>
      </form>
      <script src={script} defer />
    </PublicFrame>
  )
}

/** What is said when nothing can be received: nothing typed is lost, and somebody answers elsewhere. */
function Down(): ReactNode {
  return (
    <div className="summary" role="alert">
      <p>
        <strong>Votre message n’est pas parti : notre service ne répond pas.</strong>
      </p>
      <p>
        Tout ce que vous avez écrit est encore là, plus bas. Réessayez dans quelques minutes, avec le bouton «
        Envoyer ». Si vous ne pouvez pas attendre, quelqu’un répond à ces numéros :
      </p>
      <HelpNumbers />
    </div>
  )
}
