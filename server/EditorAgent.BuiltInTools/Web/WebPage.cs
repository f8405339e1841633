namespace EditorAgent.BuiltInTools.Web;

/// <summary>What an address holds, as text.</summary>
/// <param name="Address">Where it was found after all redirects.</param>
/// <param name="Text">Readable; everything in it is the page's.</param>
internal sealed record WebPage(Uri Address, string Text);
