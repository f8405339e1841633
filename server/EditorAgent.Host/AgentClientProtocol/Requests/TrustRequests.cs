using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.AgentClientProtocol.Sessions;
using EditorAgent.Protocol.Extensions;
using ProtocolTrustItem = EditorAgent.Protocol.Extensions.TrustItem;

namespace EditorAgent.Host.AgentClientProtocol.Requests;

/// <summary>Trust for clients that have a place of their own for it. Only the directories of the session can be spoken of.</summary>
internal static class TrustRequests
{
    public static async Task<TrustStatusResult> StatusAsync(AcpSession session, CancellationToken cancellationToken)
    {
        var roots = new List<TrustRoot>();
        foreach (var root in session.Agent.Trust.RealRoots)
        {
            var status = await session.Agent.Trust.StatusAsync(root, cancellationToken);
            roots.Add(RootOf(root, status));
        }

        return new TrustStatusResult { Roots = roots };
    }

    public static async Task<GrantTrustResult> GrantAsync(AcpSession session, GrantTrustParams wanted, CancellationToken cancellationToken)
    {
        var root = RootNamed(session, wanted.Path);
        var duration = wanted.Duration switch
        {
            "session" => TrustDuration.Session,
            "always" => TrustDuration.Always,
            _ => throw AcpErrors.InvalidParams("duration is one of session and always."),
        };
        var status = await session.Agent.Trust.StatusAsync(root, cancellationToken);
        if (status.Fingerprint.Gap is { } gap)
        {
            throw AcpErrors.InvalidRequest($"This workspace cannot be trusted: {gap}");
        }

        if (status.Fingerprint.Hash.Value != wanted.Fingerprint)
        {
            throw AcpErrors.InvalidRequest("What would run has changed since it was shown. Nothing was trusted; show it again.");
        }

        try
        {
            await session.Agent.Trust.GrantAsync(TrustQuestions.For(root, status), duration, cancellationToken);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw AcpErrors.InvalidRequest($"Trust could not be written down: {unwritable.Message}");
        }

        return new GrantTrustResult();
    }

    public static async Task<RevokeTrustResult> RevokeAsync(AcpSession session, RevokeTrustParams wanted, CancellationToken cancellationToken) =>
        new() { WasTrusted = await session.Agent.Trust.RevokeAsync(RootNamed(session, wanted.Path), cancellationToken) };

    private static string RootNamed(AcpSession session, string path) =>
        session.Agent.Trust.RealRoots.Contains(path, StringComparer.Ordinal) ? path : throw AcpErrors.InvalidParams("path is none of the directories that trust/status lists for this session.");

    private static TrustRoot RootOf(string root, TrustStatus status)
    {
        var question = status.State == TrustState.Trusted ? null : TrustQuestions.For(root, status);
        return new TrustRoot
        {
            Path = root,
            State = status.State switch { TrustState.Trusted => "trusted", TrustState.Changed => "changed", _ => "untrusted" },
            Fingerprint = status.Fingerprint.Hash.Value,
            Gap = status.Fingerprint.Gap,
            Items = [.. question?.Listing.Items.Select(item => new ProtocolTrustItem
            {
                Kind = NameOf(item.Kind),
                Source = CanonicalText.Line(item.Source).Text,
                What = item.What.Length > 0 ? CanonicalText.Line(item.What).Text : null,
            }) ?? []],
            Unlisted = question?.Listing.Unlisted is > 0 and var unlisted ? unlisted : null,
            Changes = [.. question?.Changes.Select(change => new TrustChange { Path = CanonicalText.Line(change.Relative).Text, Kind = change.Kind, OldText = change.OldText, NewText = change.NewText }) ?? []],
        };
    }

    private static string NameOf(RunnableKind kind) => kind switch
    {
        RunnableKind.McpServer => "mcp_server",
        RunnableKind.Hook => "hook",
        RunnableKind.BuildLogic => "build_logic",
        RunnableKind.PackageScript => "package_script",
        RunnableKind.EditorTask => "editor_task",
        RunnableKind.Tests => "tests",
        _ => "definition",
    };
}
