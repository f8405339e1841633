using EditorAgent.Core.Configuration;
using EditorAgent.Host.CommandLine;
using EditorAgent.Host.Composition;
using EditorAgent.Host.Gateway.Responses;
using EditorAgent.Host.Gateway.Tools;
using EditorAgent.Host.Gateway.Upstream;
using EditorAgent.Host.LoopbackHttp;

namespace EditorAgent.Host.Gateway;

/// <summary>The door for programs that speak OpenAI's Responses API, in front of a chat-completions model.</summary>
internal static class GatewayDoor
{
    private const string DefaultListen = "127.0.0.1:0";

    /// <summary>Images come inside requests.</summary>
    private static readonly LoopbackBounds Bounds = new() { RequestBytes = 64 * 1024 * 1024 };

    /// <exception cref="UserFacingException">It cannot listen.</exception>
    /// <exception cref="ConfigurationException">There is no upstream.</exception>
    public static async Task<ExitCode> RunAsync(VerbContext context, GatewaySettings settings, CancellationToken cancellationToken)
    {
        var listen = LoopbackAddress.Parse(settings.Listen ?? DefaultListen);
        var log = LogFile.In(context.Home);
        var composition = new AgentComposition(context.Home, context.Environment, TimeProvider.System, log);
        var place = PlaceOf(settings, context, composition);
        var guard = new AddressGuard(settings.AllowsPrivate);
        await using var servers = new ServerPool(guard, TimeProvider.System, log);
        using var list = new ModelList(place);
        using var routes = new GatewayRoutes(new GatewayParts
        {
            Models = new UpstreamModels(place, composition.ModelAt),
            List = list,
            Store = new ResponseStore(TimeProvider.System),
            Agreed = new AgreedCalls(TimeProvider.System),
            Servers = servers,
            Addresses = guard,
            Time = TimeProvider.System,
        });
        var door = new LoopbackDoor { Listen = listen, Path = "/v1", TokenFile = settings.TokenFile, Bounds = Bounds, Refusal = GatewayRoutes.RefuseAsync };
        return await door.RunAsync(context, routes.HandleAsync, log, cancellationToken);
    }

    private static UpstreamPlace PlaceOf(GatewaySettings settings, VerbContext context, AgentComposition composition)
    {
        if (settings.Upstream is not { } url)
        {
            return UpstreamPlace.From(composition.ConfigurationFor(null), settings.Provider);
        }

        if (settings.Provider is not null)
        {
            throw new UserFacingException(ExitCode.Usage, "Give either --upstream or --provider, not both.");
        }

        if (settings.KeyVariable is not { } variable)
        {
            return UpstreamPlace.At(url, null);
        }

        return context.Environment.TryGetValue(variable, out var key) && key.Trim().Length > 0
            ? UpstreamPlace.At(url, key.Trim())
            : throw new UserFacingException(ExitCode.Configuration, $"The variable {variable} that --key-env names is not set.");
    }
}
