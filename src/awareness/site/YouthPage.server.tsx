import { HelpNumbers } from '#kernel/public/HelpNumbers.server.tsx'
import { PublicFrame } from '#kernel/public/PublicFrame.server.tsx'

/** For a minor or a young adult: nothing is their fault, and something can be done. */
export function YouthPage() {
  return (
    <PublicFrame>
      <h1>Besoin d’aide</h1>
      <p className="lead">
        Quelqu’un te demande des choses contre de l’argent, un cadeau, un toit ou de l’affection ? Tu as peur,
        tu es perdu, ou tu te poses des questions ? Tu n’as rien fait de mal. On peut t’aider.
      </p>
      <h2>Tu es en danger maintenant</h2>
      <HelpNumbers />
      <h2>Ce que dit la loi</h2>
      <ul>
        <li>Avant 18 ans, la loi te protège. C’est l’adulte qui paie ou qui profite qui est coupable.</li>
        <li>C’est vrai même si tu as dit oui. C’est vrai même si tu as gardé l’argent.</li>
        <li>C’est vrai même si la personne dit qu’elle t’aime.</li>
      </ul>
      <h2>Si tu appelles le 119</h2>
      <ul>
        <li>C’est gratuit. L’appel ne se voit pas sur la facture.</li>
        <li>Une personne t’écoute. Elle ne te juge pas. L’appel n’est pas enregistré.</li>
        <li>Tu peux ne pas dire ton nom. Tu peux raccrocher quand tu veux.</li>
        <li>Tu peux demander qu’on te rappelle, et dire quand ce sera sûr pour toi.</li>
      </ul>
      <p>
        <a href="/appeler">Qui saura que tu as appelé ? La réponse complète</a>
      </p>
      <h2>Si tu préfères écrire</h2>
      <p>
        Le formulaire est lu par la même équipe. Personne ne te répond en direct. Tu choisis si l’on peut te
        joindre, et comment.
      </p>
      <p>
        <a className="button" href="/ecrire">
          Écrire
        </a>
      </p>
      <h2>On diffuse des images de toi</h2>
      <p>
        Garde les preuves si tu le peux : captures d’écran, noms des comptes. Puis appelle le 3018. L’équipe
        peut faire retirer les images et fermer les comptes.
      </p>
      <h2>Tu es parti de chez toi ou du foyer</h2>
      <p>
        Tu peux appeler sans dire où tu es. On cherche avec toi un endroit sûr, même pour cette nuit. Une
        fugue n’est pas un délit.
      </p>
      <h2>Tu t’inquiètes pour quelqu’un</h2>
      <p>
        Écoute sans juger. Ne promets pas de tout garder pour toi. Parles-en à un adulte en qui tu as
        confiance, ou appelle le 119 avec ton ami.
      </p>
      <p>
        <a href="/aide">Trouver un lieu près de chez toi</a> ·{' '}
        <a href="/facile/besoin-d-aide">Cette page, en facile à lire</a>
      </p>
    </PublicFrame>
  )
}
