using System.Globalization;
using EditorAgent.Mcp.Audit;

namespace EditorAgent.Host.CommandLine.McpConfig;

/// <summary><c>mcp-config audit</c>.</summary>
internal static class McpAuditing
{
    private const int MostShown = 50;

    public static async Task<int> RunAsync(VerbContext context, Request request, CancellationToken cancellationToken)
    {
        var log = new AuditLog(context.Home.McpDirectory);
        try
        {
            return request.Action switch
            {
                null => await ShowAsync(context, log, request, cancellationToken),
                "verify" => await VerifyAsync(context, log, cancellationToken),
                "export" => await ExportAsync(context, log, request, cancellationToken),
                _ => throw new UserFacingException(ExitCode.Usage, $"There is no audit {request.Action}. Try: editor-agent mcp-config audit, audit verify, or audit export"),
            };
        }
        catch (IOException unreadable)
        {
            throw new UserFacingException(ExitCode.Failed, unreadable.Message);
        }
    }

    private static async Task<int> ShowAsync(VerbContext context, AuditLog log, Request request, CancellationToken cancellationToken)
    {
        if (request.IsJson)
        {
            return await ExportAsync(context, log, request, cancellationToken);
        }

        var shown = new Queue<AuditEntry>();
        var count = 0L;
        await foreach (var entry in log.ReadAsync(request.Server, SinceOf(request.Since), cancellationToken))
        {
            count++;
            shown.Enqueue(entry);
            if (shown.Count > MostShown)
            {
                shown.Dequeue();
            }
        }

        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        if (count == 0)
        {
            await output.WriteLineAsync(request is { Server: null, Since: null } ? "No calls are on record." : "No call on record fits. All of them: editor-agent mcp-config audit");
            return (int)ExitCode.Success;
        }

        if (count > shown.Count)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The last {shown.Count} of {count} calls; all of them: editor-agent mcp-config audit export"));
        }

        foreach (var entry in shown)
        {
            var when = entry.Time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{when}  {McpListing.Shown(entry.Server)}  {McpListing.Shown(entry.Tool)}  {McpListing.Shown(entry.Outcome)}  {entry.DurationMs:f0} ms  {entry.ResultBytes} bytes  by {McpListing.Shown(entry.ApprovedBy)}{(entry.Rule.Length > 0 ? $" ({McpListing.Shown(entry.Rule)})" : "")}"));
            await output.WriteLineAsync($"      {McpListing.Shortened(entry.Arguments, 160)}");
        }

        return (int)ExitCode.Success;
    }

    private static async Task<int> VerifyAsync(VerbContext context, AuditLog log, CancellationToken cancellationToken)
    {
        var verified = await log.VerifyAsync(cancellationToken);
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        foreach (var problem in verified.Problems)
        {
            await output.WriteLineAsync(McpListing.Shown(problem));
        }

        await output.WriteLineAsync(verified.IsWhole
            ? string.Create(CultureInfo.InvariantCulture, $"All {verified.Records} records are as they were written.")
            : string.Create(CultureInfo.InvariantCulture, $"The record is damaged or was changed ({verified.Records} records read). Keep the files as they are if you want to find out how."));
        return (int)(verified.IsWhole ? ExitCode.Success : ExitCode.Failed);
    }

    private static async Task<int> ExportAsync(VerbContext context, AuditLog log, Request request, CancellationToken cancellationToken)
    {
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true);
        await foreach (var entry in log.ReadAsync(request.Server, SinceOf(request.Since), cancellationToken))
        {
            await output.WriteLineAsync(entry.Json.GetRawText());
        }

        return (int)ExitCode.Success;
    }

    private static DateTimeOffset? SinceOf(string? since)
    {
        if (since is null)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var moment) && since.Length >= 8)
        {
            return moment;
        }

        if (since.Length is > 1 and < 8 && int.TryParse(since[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
        {
            TimeSpan? age = char.ToLowerInvariant(since[^1]) switch { 'm' => TimeSpan.FromMinutes(amount), 'h' => TimeSpan.FromHours(amount), 'd' => TimeSpan.FromDays(amount), _ => null };
            if (age is { } back)
            {
                return TimeProvider.System.GetUtcNow() - back;
            }
        }

        throw new UserFacingException(ExitCode.Usage, "--since is a date like 2026-11-21, or an age like 30m, 2h or 3d.");
    }

    internal sealed record Request(string? Action, string? Server, string? Since, bool IsJson);
}
