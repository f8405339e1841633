using System.Collections.Immutable;

namespace EditorAgent.Core.Secrets;

/// <summary>The secret service of a Linux desktop (GNOME Keyring, KWallet), through <c>secret-tool</c>.</summary>
internal sealed class SecretService(SafeProgram secretTool) : IKeyHolder
{
    private static readonly ImmutableArray<string> Attributes = ["application", "editor-agent", "item", "secret-store-key"];

    public string Name => "secret-service";

    public async Task<string?> LookupAsync(CancellationToken cancellationToken) => await secretTool.RunAsync(["lookup", .. Attributes], "", cancellationToken) switch
    {
        // It says nothing and fails alike for "no such item" and "no service"; the search tells the two apart.
        (0, var found) => found,
        { } => await secretTool.RunAsync(["search", .. Attributes], "", cancellationToken) is (0, _) ? "" : null,
        null => null,
    };

    public async Task<bool> StoreAsync(string text, CancellationToken cancellationToken) =>
        await secretTool.RunAsync(["store", "--label=EditorAgent", .. Attributes], text, cancellationToken) is (0, _);
}
