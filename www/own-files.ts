/** Has the script's other files loaded from where the script is, however it came into the page. */

// biome-ignore lint/style/useConst: It is assigned below, where webpack looks for that.
declare let __webpack_public_path__: string;

/** Names the script, also where a version follows. */
const NAME = /\/(?:cvsp\/(?:animations|lab)|cvsp-all)\.js(?:[?#]|$)/;

/** Finds the style sheet, which lies beside the script but for its folder. */
const SHEET = 'link[href*="css/cvsp/animations.css"]';

__webpack_public_path__ = new URL('.', ownAddress()).href;

/** Finds the script's address: a module has no element of its own, and a bundler may have put it into another script. */
function ownAddress(): string {
  const current = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : '';
  if (/animations|cvsp/.test(current)) return current;
  const loaded = performance.getEntriesByType('resource').find(({ name }) => NAME.test(name))?.name;
  const sheet = document.querySelector<HTMLLinkElement>(SHEET)?.href;
  return loaded ?? (sheet ? new URL('../../js/cvsp/', sheet).href : current || document.baseURI);
}
