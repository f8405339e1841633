using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Guidance;

/// <summary>The user's own notes for agents, in the user's folder. Like the user's configuration they may be a link, and are the user's word.</summary>
internal static class UserInstructions
{
    /// <returns>Null when there are none.</returns>
    public static InstructionsFound? Read(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            var target = new FileInfo(file) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : file;
            if (GuidanceFile.Read(target) is not { } content)
            {
                return new InstructionsFound(file, null, [$"{file} is not read: {GuidanceFile.Rule}."]);
            }

            var (text, warning) = InstructionText.Of(file, content);
            return new InstructionsFound(file, string.IsNullOrWhiteSpace(text) ? null : text, warning is null ? [] : [warning]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new InstructionsFound(file, null, [$"{file} is not read: {failure.Message}"]);
        }
    }
}
