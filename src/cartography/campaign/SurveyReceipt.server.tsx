import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'
import { SurveySections } from './SurveySections.server.tsx'
import type { ReceiptProps } from './view.ts'

/** The copy that respondents keep: it prints as it stands. */
export function SurveyReceipt(props: ReceiptProps) {
  return (
    <PublicFrame>
      <h1>{props.submittedAt ? 'Votre réponse a été envoyée' : 'Votre réponse, telle qu’elle est gardée'}</h1>
      <p className="hint">{props.lead}</p>
      {props.submittedAt ? (
        <div className="notice done">
          <p>
            Merci. Réponse à « {props.campaign} » envoyée le {props.submittedAt}, signée par {props.signatory}
            {props.byTelephone && ' (saisie au téléphone)'}. Référence : {props.reference}.
          </p>
        </div>
      ) : (
        <p className="notice">Cette réponse n’a pas été envoyée.</p>
      )}
      <p>Cette page s’imprime et s’enregistre depuis le menu de votre navigateur.</p>
      {props.canChange && (
        <p>
          Une erreur ? Elle se corrige jusqu’au {props.closesOn}, depuis{' '}
          <a href={props.back}>la première page</a>.
        </p>
      )}
      <SurveySections sections={props.sections} />
      <h2>Une question ?</h2>
      <p className="intro">{props.contact}</p>
    </PublicFrame>
  )
}
