/** What the panel's document may load: its own script by nonce, its own style, images that are in it or beside it; nothing else, and no network. */
export function contentSecurityPolicy(cspSource: string, nonce: string): string {
  return `default-src 'none'; img-src ${cspSource} data:; font-src ${cspSource}; style-src ${cspSource}; script-src 'nonce-${nonce}'`;
}

export interface PanelAssets {
  readonly cspSource: string;
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
}

export function panelHtml(assets: PanelAssets): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(assets.cspSource, assets.nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${assets.style}">
<title>EditorAgent</title>
</head>
<body>
<div id="root"></div>
<script nonce="${assets.nonce}" src="${assets.script}"></script>
</body>
</html>`;
}
