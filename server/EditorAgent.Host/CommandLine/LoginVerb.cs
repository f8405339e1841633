using System.CommandLine;
using System.Globalization;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Telemetry;
using EditorAgent.Host.AgentClientProtocol.Keys;
using EditorAgent.Host.CommandLine.McpConfig;
using EditorAgent.Host.Composition;
using EditorAgent.Host.Headless;
using EditorAgent.ModelProviders.Verification;
using EditorAgent.Protocol.Extensions;
using StreamJsonRpc;

namespace EditorAgent.Host.CommandLine;

/// <summary>
/// <c>login</c>, and <c>acp login</c>, which editors run in a terminal: asks which model and for its key, tries the key, and keeps it where the
/// editor's own login keeps it. Nothing is kept of a key that is refused.
/// </summary>
internal static class LoginVerb
{
    public const string Word = "login";

    public static Command Build(VerbContext context)
    {
        var command = new Command(Word, "Choose a model, give its key, and have it tried: asks at the terminal");
        command.SetAction((_, cancellationToken) => RunAsync(context, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext context, CancellationToken cancellationToken)
    {
        var composition = new AgentComposition(context.Home, context.Environment, TimeProvider.System, LogFile.In(context.Home));
        var keys = new KeyRequests(composition);
        var status = await keys.StatusAsync(cancellationToken);
        await using var output = new StreamWriter(context.Stdout, leaveOpen: true) { AutoFlush = true };
        var offers = Offers(status);
        await output.WriteLineAsync("Which model is EditorAgent to work with?");
        for (var number = 1; number <= offers.Count; number++)
        {
            await output.WriteLineAsync(TerminalText.Visible(string.Create(CultureInfo.InvariantCulture, $"  {number}. {offers[number - 1].Line}")));
        }

        await output.WriteLineAsync("Others are written into config.toml; README.md shows how.");
        var answer = Terminal.ReadValue($"1 to {offers.Count}", isSecret: false)?.Trim();
        if (!int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var chosen) || chosen < 1 || chosen > offers.Count)
        {
            throw new UserFacingException(ExitCode.Usage, $"No model was chosen: a number from 1 to {offers.Count} was needed. Nothing was changed.");
        }

        try
        {
            await output.WriteLineAsync(TerminalText.Visible(await offers[chosen - 1].TakeAsync(composition, keys, cancellationToken)));
            await output.WriteLineAsync("Go back to your editor and begin a conversation there, or try: editor-agent run \"What does this project do?\"");
            return (int)ExitCode.Success;
        }
        catch (LocalRpcException refused)
        {
            throw new UserFacingException(ExitCode.Configuration, refused.Message);
        }
    }

    private static List<Offer> Offers(KeyStatusResult status) =>
    [
        .. status.Providers.Where(provider => provider.NeedsKey).Select(provider => (Offer)new Offer.Key(provider)),
        .. status.LocalServers.SelectMany(server => server.Models.Select(model => new Offer.Local(server, model))),
    ];

    private abstract record Offer
    {
        public abstract string Line { get; }

        /// <returns>What was done.</returns>
        public abstract Task<string> TakeAsync(AgentComposition composition, KeyRequests keys, CancellationToken cancellationToken);

        /// <summary>A provider that wants a key.</summary>
        public sealed record Key(ProviderKey Provider) : Offer
        {
            public override string Line => $"{(this.Provider.Name == "moonshot" ? "Kimi (moonshot)" : this.Provider.Name)} at {this.Provider.Endpoint}, {(this.Provider.IsSet ? $"has a key from {this.Provider.Source}" : "needs a key")}";

            public override async Task<string> TakeAsync(AgentComposition composition, KeyRequests keys, CancellationToken cancellationToken)
            {
                var key = Terminal.ReadValue($"Key of {this.Provider.Name}", isSecret: true)?.Trim()
                    ?? throw new UserFacingException(ExitCode.Usage, "No key was given. Nothing was changed.");
                SecretMask.Learn(key);
                var known = composition.ConfigurationFor(null).Providers.FirstOrDefault(provider => provider.Name == this.Provider.Name);
                var tried = known ?? new ProviderSettings { Name = this.Provider.Name, Type = ProviderType.OpenAi, BaseUrl = this.Provider.Endpoint };
                var verdict = await new KeyTrial(TimeProvider.System).AskAsync(tried with { ApiKey = key }, cancellationToken);
                if (verdict == KeyVerdict.Refused)
                {
                    throw new UserFacingException(ExitCode.Unauthorized, $"{this.Provider.Endpoint} refused the key. Nothing was kept: copy it again and run this once more.");
                }

                keys.Set(new SetKeyParams { Provider = this.Provider.Name, Key = key });
                var kept = $"It is kept in {composition.Home.ConfigurationFile}, which only you can read.";
                return verdict == KeyVerdict.Accepted ? $"The key works. {kept}" : $"The key could not be tried: {this.Provider.Endpoint} gave no clear answer. {kept}";
            }
        }

        /// <summary>A model on this machine.</summary>
        public sealed record Local(LocalModelServer Server, string Model) : Offer
        {
            public override string Line => $"{this.Model} of {this.Server.Name} on this machine, needs no key";

            public override async Task<string> TakeAsync(AgentComposition composition, KeyRequests keys, CancellationToken cancellationToken)
            {
                var result = await keys.UseLocalAsync(new UseLocalServerParams { Endpoint = this.Server.Endpoint, Model = this.Model }, cancellationToken);
                return $"{result.Name} is the default model from here on; {result.File} says so.";
            }
        }
    }
}
