using System.Collections.Immutable;

namespace EditorAgent.Core.Agent.Guidance;

/// <summary>The skills and commands that there are at one moment.</summary>
/// <param name="Skills">The user's first.</param>
/// <param name="Commands">The user's first.</param>
/// <param name="Remarks">What is not offered and why, one line each.</param>
internal sealed record GuidanceShelf(ImmutableArray<GuidanceText> Skills, ImmutableArray<GuidanceText> Commands, ImmutableArray<string> Remarks)
{
    public static readonly GuidanceShelf Empty = new([], [], []);

    public GuidanceText? FindSkill(string name) => this.Skills.FirstOrDefault(skill => skill.Name.Equals(name.Trim().TrimStart('/'), StringComparison.OrdinalIgnoreCase));
}
