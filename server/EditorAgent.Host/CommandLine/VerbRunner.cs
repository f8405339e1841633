using System.Collections;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using EditorAgent.CodeIntelligence.Workers;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Sessions;
using EditorAgent.Host.Composition;
using EditorAgent.Host.Headless;
using EditorAgent.ModelProviders;

namespace EditorAgent.Host.CommandLine;

/// <summary>
/// Finds the verb, parses its options, runs it, and turns whatever went wrong into one line on stderr and an exit code. Only the typed verb's
/// command is built: start-up is part of every answer's latency.
/// </summary>
internal static class VerbRunner
{
    /// <summary>An argument that begins with @ is what was typed, never a file of further arguments: its content would be options, --yes and --trust among them.</summary>
    private static readonly ParserConfiguration Literal = new() { ResponseFileTokenReplacer = null };

    /// <returns>The process's <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Stream stdout)
    {
        VerbContext context;
        try
        {
            context = new VerbContext(stdout, EnvironmentVariables());
        }
        catch (ConfigurationException exception)
        {
            return Say(Console.Error, ExitCode.Configuration, exception.Message);
        }

        return await RunAsync(args, context);
    }

    /// <returns>The process's <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, VerbContext context)
    {
        try
        {
            return await StartAsync(args, context with { Stdout = new CheckedOutput(context.Stdout) });
        }
        catch (UserFacingException exception)
        {
            return Say(context.Stderr, exception.Code, exception.Message);
        }
        catch (ConfigurationException exception)
        {
            return Say(context.Stderr, ExitCode.Configuration, exception.Message);
        }
        catch (ModelNotConfiguredException)
        {
            Say(context.Stderr, ExitCode.Configuration, "No model is configured. Nothing was started.");
            FirstSteps.WriteForRun(context.Stderr);
            return (int)ExitCode.Configuration;
        }
        catch (SessionNotFoundException exception)
        {
            return Say(context.Stderr, ExitCode.Session, $"{exception.Message} See: editor-agent sessions list");
        }
        catch (JournalException exception)
        {
            return Say(context.Stderr, ExitCode.Session, exception.Message);
        }
        catch (OutputLostException exception)
        {
            return Say(context.Stderr, ExitCode.OutputLost, $"The output could not be written: {exception.Message.TrimEnd('.')}. What was done is kept.");
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Cancelled;
        }
        catch (Exception exception)
        {
            var fault = LogFile.In(context.Home).WriteFault(exception);
            return Say(context.Stderr, ExitCode.Internal, $"Something went wrong inside EditorAgent (fault {fault}); sessions are safe on disk. Details: {LogFile.In(context.Home).Path}");
        }
        finally
        {
            ProcessTelemetry.End();
        }
    }

    private static Task<int> StartAsync(string[] args, VerbContext context)
    {
        if (args is [])
        {
            Overview.Write(context.Stderr);
            return Task.FromResult((int)ExitCode.Usage);
        }

        if (args[0] is "--help" or "-h" or "-?" or "help")
        {
            using var writer = new StreamWriter(context.Stdout, leaveOpen: true);
            Overview.Write(writer);
            return Task.FromResult((int)ExitCode.Success);
        }

        if (args[0] is "--version" or "version")
        {
            return Task.FromResult(SayVersion(context.Stdout));
        }

        if (args is [WorkerCommand.Verb, ..])
        {
            return WorkerVerb.RunAsync(args[1..], context.Stdout);
        }

        if (Verbs.Find(args[0]) is not { } verb)
        {
            return Task.FromResult(Say(context.Stderr, ExitCode.Usage, $"There is no verb \"{args[0]}\". Verbs: {string.Join(", ", Verbs.All.Select(known => known.Name))}. Try: editor-agent --help"));
        }

        return RunAsync(verb, args[1..], context);
    }

    private static async Task<int> RunAsync(Verb verb, string[] args, VerbContext context)
    {
        if (args.TakeWhile(argument => argument != "--").Any(argument => argument is "--help" or "-h" or "-?"))
        {
            await using var writer = new StreamWriter(context.Stdout, leaveOpen: true);
            VerbHelp.Write(verb.Build(context), verb, writer);
            return (int)ExitCode.Success;
        }

        await using var rehearsal = verb.AsksModel ? ModelRehearsal.Start(TimeProvider.System) : null;
        var command = verb.Build(context);
        if (UnknownOption(command, args) is { } unknown)
        {
            return Say(context.Stderr, ExitCode.Usage, $"There is no option {unknown}. Try: editor-agent {verb.Name} --help (what follows -- is never an option)");
        }

        var parsed = CommandLineParser.Parse(command, args, Literal);
        if (parsed.Errors is [var first, ..])
        {
            return Say(context.Stderr, ExitCode.Usage, $"{WordsOf(first)} Try: editor-agent {verb.Name} --help");
        }

        if (EmptyPath(parsed) is { } empty)
        {
            return Say(context.Stderr, ExitCode.Usage, $"{empty.Name} is empty. Name a {empty.HelpName}, or leave it out. Nothing was started.");
        }

        // The action is called without the library's pipeline: what that adds (signals, exceptions) is handled here and by the verbs.
        var action = (AsynchronousCommandLineAction)parsed.Action!;
        return await action.InvokeAsync(parsed, CancellationToken.None);
    }

    /// <summary>A mistyped option must not become the prompt; the parser would take it for one.</summary>
    private static string? UnknownOption(Command command, string[] args)
    {
        var known = command.Options.Concat(command.Subcommands.SelectMany(sub => sub.Options)).ToList();
        return args.TakeWhile(argument => argument != "--").FirstOrDefault(argument =>
            argument is ['-', _, ..] && NameOf(argument) is { } name && !known.Any(option => option.Name == name || option.Aliases.Contains(name)));
    }

    /// <summary>A script's variable that is not set is no path, nor the current folder.</summary>
    private static Option? EmptyPath(ParseResult parsed)
    {
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = command.Parent)
        {
            var empty = command.Children.OfType<OptionResult>().FirstOrDefault(given => given.Option.HelpName is "folder" or "file" && given.Tokens.Any(token => token.Value.Length == 0));
            if (empty is not null)
            {
                return empty.Option;
            }
        }

        return null;
    }

    /// <summary>The parser calls a number by the name of its type.</summary>
    private static string WordsOf(ParseError error)
    {
        var given = error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult;
        var number = Nullable.GetUnderlyingType(given?.Option.ValueType ?? typeof(string)) switch
        {
            { } type when type == typeof(int) || type == typeof(long) => "a whole number",
            { } type when type == typeof(decimal) => "a number",
            _ => null,
        };
        return number is not null && given!.Tokens is [var token] ? $"{given.Option.Name} takes {number}, not \"{token.Value}\"." : error.Message;
    }

    /// <summary>
    /// What the argument would be called as an option, or null for text that only begins with a dash. <c>--settings={ "a": 1 }</c> is an
    /// option whatever its value holds.
    /// </summary>
    private static string? NameOf(string argument)
    {
        var name = argument.Split('=', ':')[0];
        var isText = name.Any(char.IsWhiteSpace) || (argument.Any(char.IsWhiteSpace) && argument.IndexOf('=', StringComparison.Ordinal) != name.Length);
        return isText ? null : name;
    }

    /// <summary>One line, whatever a file name or an argument in it contains.</summary>
    private static int Say(TextWriter stderr, ExitCode code, string line)
    {
        stderr.WriteLine($"editor-agent: {TerminalText.Visible(line.ReplaceLineEndings(" ").Replace('\t', ' '))}");
        return (int)code;
    }

    private static int SayVersion(Stream stdout)
    {
        using var writer = new StreamWriter(stdout, leaveOpen: true);
        writer.WriteLine($"editor-agent {ProductVersion.Text}");
        return (int)ExitCode.Success;
    }

    private static Dictionary<string, string> EnvironmentVariables()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return variables;
    }
}
