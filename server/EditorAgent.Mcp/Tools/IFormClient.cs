using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>A client that can show a server's form, or open an address, for the user.</summary>
public interface IFormClient
{
    bool ShowsForms { get; }

    bool ShowsAddresses { get; }

    /// <summary>The question's words are already fit to be shown; the client adds which server asks. Never throws but when cancelled.</summary>
    Task<ElicitationReply> AskAsync(ElicitationQuestion question, CancellationToken cancellationToken);
}
