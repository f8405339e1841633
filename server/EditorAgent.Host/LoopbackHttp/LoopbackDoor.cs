using System.Collections.Immutable;
using System.Net;
using System.Text;
using EditorAgent.Host.CommandLine;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.LoopbackHttp;

/// <summary>
/// A door over HTTP on this machine, from its start to its clean stop: on Ctrl+C, SIGTERM, or when the process that started it is gone. stdout gets
/// one line, the address, for whoever started it; everything for people goes to stderr, the token among it unless it is in a file.
/// </summary>
internal sealed class LoopbackDoor
{
    public required ImmutableArray<IPEndPoint> Listen { get; init; }

    /// <summary>The path clients are told, for example <c>/mcp</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Where the token is kept; null makes one for this run and shows it.</summary>
    public string? TokenFile { get; init; }

    public LoopbackBounds Bounds { get; init; } = new();

    /// <summary>The form of refusals; null is a line of text.</summary>
    public RefusalWriter? Refusal { get; init; }

    /// <exception cref="UserFacingException">The address is taken, or the token file cannot be used.</exception>
    public async Task<ExitCode> RunAsync(VerbContext context, RequestDelegate handle, ILogger logger, CancellationToken cancellationToken)
    {
        var token = this.TokenFile is { } file ? LoopbackHttp.TokenFile.ReadOrCreate(System.IO.Path.GetFullPath(file)) : BearerToken.NewRandom();
        var guard = new LoopbackGuard(token, this.Refusal);
        await using var stop = new StopSignal(TimeProvider.System, cancellationToken);
        await using var listener = await LoopbackListener.StartAsync(
            this.Listen, request => guard.HandleAsync(request, handle), this.Bounds, TimeProvider.System, logger, stop.Token);
        await this.TellAsync(context.Stdout, listener, token);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Token.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), stopped);
        await stopped.Task;
        return ExitCode.Success;
    }

    private async Task TellAsync(Stream stdout, LoopbackListener listener, BearerToken token)
    {
        var addresses = listener.Addresses.Select(address => new Uri(address, this.Path).AbsoluteUri).ToList();
        await Console.Error.WriteLineAsync($"editor-agent: listening on {string.Join(" and ", addresses)}; Ctrl+C stops.");
        await Console.Error.WriteLineAsync(this.TokenFile is { } file
            ? $"editor-agent: clients send the token in {System.IO.Path.GetFullPath(file)} as Authorization: Bearer TOKEN"
            : $"editor-agent: clients send Authorization: Bearer {token.Reveal()}");
        await stdout.WriteAsync(Encoding.UTF8.GetBytes(addresses[0] + "\n"));
        await stdout.FlushAsync();
    }
}
