namespace EditorAgent.BuiltInTools.Web;

/// <summary>Pages that a session has fetched, for a quarter of an hour, so that paging asks no server again. Safe from any thread.</summary>
internal sealed class WebPages(TimeProvider time)
{
    private const int Most = 30;
    private const int MostCharacters = 20 * 1024 * 1024;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private readonly List<(string Address, long Since, WebPage Page)> pages = [];

    public WebPage? Find(Uri address)
    {
        lock (this.gate)
        {
            this.pages.RemoveAll(kept => time.GetElapsedTime(kept.Since) > Kept);
            return this.pages.Find(kept => kept.Address == address.AbsoluteUri).Page;
        }
    }

    public void Keep(Uri address, WebPage page)
    {
        lock (this.gate)
        {
            this.pages.RemoveAll(kept => kept.Address == address.AbsoluteUri);
            this.pages.Add((address.AbsoluteUri, time.GetTimestamp(), page));
            while (this.pages.Count > 1 && (this.pages.Count > Most || this.pages.Sum(kept => (long)kept.Page.Text.Length) > MostCharacters))
            {
                this.pages.RemoveAt(0);
            }
        }
    }
}
