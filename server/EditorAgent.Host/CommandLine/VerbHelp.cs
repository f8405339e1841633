using System.CommandLine;

namespace EditorAgent.Host.CommandLine;

/// <summary>The help page of one verb.</summary>
internal static class VerbHelp
{
    public static void Write(Command command, Verb verb, TextWriter writer)
    {
        var arguments = string.Concat(command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues > 0 ? $" <{argument.Name}>" : $" [<{argument.Name}>]"));
        var subcommands = command.Subcommands.Count > 0 ? " <command>" : "";
        writer.WriteLine(verb.Summary);
        if (verb.Details is { } details)
        {
            writer.WriteLine(details);
        }

        writer.WriteLine();
        writer.WriteLine($"  editor-agent {verb.Name}{subcommands}{arguments} [options]");
        writer.WriteLine();
        foreach (var subcommand in command.Subcommands)
        {
            var own = string.Concat(subcommand.Arguments.Select(argument => $" <{argument.Name}>"));
            writer.WriteLine($"  {subcommand.Name + own,-26} {subcommand.Description}");
        }

        foreach (var argument in command.Arguments)
        {
            writer.WriteLine($"  {"<" + argument.Name + ">",-26} {argument.Description}");
        }

        foreach (var option in command.Options.Concat(command.Subcommands.SelectMany(subcommand => subcommand.Options)).DistinctBy(option => option.Name))
        {
            var value = option.ValueType == typeof(bool) ? "" : $" <{option.HelpName ?? "value"}>";
            writer.WriteLine($"  {option.Name + value,-26} {option.Description}");
        }
    }
}
