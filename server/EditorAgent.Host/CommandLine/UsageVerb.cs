using System.CommandLine;
using EditorAgent.Core.Sessions;
using EditorAgent.Host.Composition;

namespace EditorAgent.Host.CommandLine;

/// <summary><c>usage</c>: what sessions took and cost.</summary>
internal static class UsageVerb
{
    public static Command Build(VerbContext context)
    {
        var session = new Option<string?>("--session") { Description = "Only this session, turn by turn", HelpName = "id" };
        var json = new Option<bool>("--json") { Description = "Write one JSON object" };
        var command = new Command("usage") { session, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed.GetValue(session), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext context, string? session, bool isJson, CancellationToken cancellationToken)
    {
        var composition = new AgentComposition(context.Home, context.Environment, TimeProvider.System, LogFile.In(context.Home));
        var prices = PriceTable.Of(composition.ConfigurationFor(null));
        var sessions = await FindAsync(composition.Store, session, cancellationToken);
        if (isJson)
        {
            UsageReport.WriteJson(context.Stdout, sessions, prices);
            return (int)ExitCode.Success;
        }

        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        UsageReport.WriteText(output, sessions, prices, hasTurns: session is not null);
        return (int)ExitCode.Success;
    }

    private static async Task<List<UsedSession>> FindAsync(SessionStore store, string? wanted, CancellationToken cancellationToken)
    {
        if (wanted is not null)
        {
            return [new UsedSession(new SessionId(wanted), null, store.UsageOf(new SessionId(wanted)))];
        }

        var sessions = new List<UsedSession>();
        foreach (var summary in await store.ListAsync(null, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (store.UsageOf(summary.Id) is { IsEmpty: false } turns)
            {
                sessions.Add(new UsedSession(summary.Id, summary.Title, turns));
            }
        }

        return sessions;
    }
}
