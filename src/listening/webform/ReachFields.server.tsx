import { safeChannel, type safeVoicemail } from '#vocabulary'
import { Choices, Fault, Field } from './FormParts.server.tsx'
import { dayGroups, dayParts, reachChannels } from './letter.ts'

const optional = [
  ['no', 'Non'],
  ['yes', 'Oui, avec les précautions que je donne'],
] as const

const voicemails = [
  ['none', 'Aucun message'],
  ['first_name', 'Un message de « Camille, qui rappellera »'],
  ['appointment', 'Un message au sujet d’un rendez-vous'],
  ['school', 'Un message pour un dossier de stage'],
] as const satisfies readonly (readonly [(typeof safeVoicemail.codes)[number], string])[]

/** Whether one may be called back, and how it is safe: everything is shown, since nothing here needs a script. */
export function ReachFields({
  given,
  days,
  hours,
  fault,
}: {
  readonly given: Readonly<Record<string, string>>
  readonly days: readonly string[]
  readonly hours: readonly string[]
  readonly fault: string | undefined
}) {
  return (
    <fieldset id="reach" tabIndex={-1} className={fault ? 'faulty' : undefined}>
      <legend>Peut-on vous joindre ?</legend>
      <p className="hint">
        Sans votre accord, personne ne vous appelle ni ne vous écrit. Si vous dites oui, donnez ce qui est sûr
        pour vous.
      </p>
      <Fault id="reach-faute" text={fault} />
      <Choices legend="Votre choix" name="call" choices={optional} given={given.call || 'no'} />
      <details className="more" open={given.call === 'yes'}>
        <summary>Si oui : comment, quand, et ce qu’il ne faut pas dire</summary>
        <Choices
          legend="Par quel moyen ?"
          name="channel"
          choices={reachChannels.map((code) => [code, safeChannel.label(code)] as const)}
          given={given.channel}
        />
        <Field id="value" label="Le numéro ou l’adresse">
          {(described) => (
            <input
              id="value"
              name="value"
              type="text"
              maxLength={200}
              defaultValue={given.value}
              {...described}
            />
          )}
        </Field>
        <Field id="name" label="Qui demander" hint="Un prénom, vrai ou inventé.">
          {(described) => (
            <input
              id="name"
              name="name"
              type="text"
              maxLength={200}
              defaultValue={given.name}
              {...described}
            />
          )}
        </Field>
        <Choices
          legend="Quels jours ?"
          name="days"
          many
          choices={dayGroups.map(({ code, label }) => [code, label] as const)}
          given={days}
        />
        <Choices
          legend="À quelles heures, chez vous ?"
          name="hours"
          many
          choices={dayParts.map(({ code, label }) => [code, label] as const)}
          given={hours}
        />
        <Field id="answerers" label="Qui d’autre peut décrocher ou lire ?">
          {(described) => (
            <input
              id="answerers"
              name="answerers"
              type="text"
              maxLength={2000}
              defaultValue={given.answerers}
              {...described}
            />
          )}
        </Field>
        <Choices
          legend="Sur le répondeur ?"
          name="voicemail"
          choices={voicemails}
          given={given.voicemail || 'none'}
        />
        <Field id="precautions" label="Ce qu’il ne faut surtout pas dire">
          {(described) => (
            <textarea
              id="precautions"
              name="precautions"
              rows={3}
              maxLength={2000}
              defaultValue={given.precautions}
              {...described}
            />
          )}
        </Field>
      </details>
    </fieldset>
  )
}
