using System.Collections.Immutable;
using System.Text;
using EditorAgent.Core.Sessions;

namespace EditorAgent.Core.Agent.Guidance;

/// <summary>The list of skills that a session begins with: short, because it is sent with every request.</summary>
internal static class SkillList
{
    public const int Longest = 2_000;

    private const int LongestDescription = 160;
    private const string More = "- more: the skill tool lists all when it is called without a name";

    public static SessionEvent.SkillsListed Of(ImmutableArray<GuidanceText> skills)
    {
        var own = new StringBuilder();
        var ofWorkspace = new StringBuilder();
        var left = Longest - More.Length - 1;
        foreach (var skill in skills.Where(skill => skill.IsForModel))
        {
            var line = Line(skill, LongestDescription);
            if (line.Length + 1 > left)
            {
                own.Append(More).Append('\n');
                break;
            }

            left -= line.Length + 1;
            (skill.IsOfWorkspace ? ofWorkspace : own).Append(line).Append('\n');
        }

        return new SessionEvent.SkillsListed(own.ToString().TrimEnd('\n'), ofWorkspace.ToString().TrimEnd('\n'));
    }

    public static string Line(GuidanceText skill, int longestDescription)
    {
        var description = skill.Description.Length > longestDescription ? $"{skill.Description[..longestDescription]}…" : skill.Description;
        var takes = skill.Hint switch
        {
            null => "",
            GuidanceText.AnyArguments => " (takes args)",
            _ => $" (args: {skill.Hint})",
        };
        return $"- {skill.Name}{takes}: {description}";
    }
}
