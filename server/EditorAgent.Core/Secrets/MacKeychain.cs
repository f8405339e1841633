namespace EditorAgent.Core.Secrets;

/// <summary>The login keychain of macOS, through <c>security -i</c>: commands by standard input, so that the key is in no argument list.</summary>
internal sealed class MacKeychain(SafeProgram security) : IKeyHolder
{
    private const int NoSuchItem = 44;
    private const string Item = "-a editor-agent -s editor-agent.secret-store-key";

    public string Name => "keychain";

    public async Task<string?> LookupAsync(CancellationToken cancellationToken) =>
        await security.RunAsync(["find-generic-password", .. Item.Split(' '), "-w"], "", cancellationToken) switch
        {
            (0, var found) => found.Trim(),
            (NoSuchItem, _) => "",
            _ => null,
        };

    /// <summary>Interactive mode ends with 0 whatever happened, so the item is read back.</summary>
    public async Task<bool> StoreAsync(string text, CancellationToken cancellationToken) =>
        await security.RunAsync(["-i"], $"add-generic-password -U {Item} -w {text}\n", cancellationToken) is not null
        && await this.LookupAsync(cancellationToken) == text;
}
