using EditorAgent.Core.Processes;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Shell;

/// <summary>The commands in the background, in one line for the model.</summary>
internal static class CommandList
{
    public static string Missing(BackgroundCommands commands, string id)
    {
        var there = commands.All;
        return there.IsEmpty
            ? $"There is no background command \"{CanonicalText.Line(id, 40).Text}\": none was started in this session."
            : $"There is no background command \"{CanonicalText.Line(id, 40).Text}\". There are: {string.Join("; ", there.Select(command => $"{command.Id} ({command.Standing}) {command.Title}"))}.";
    }
}
