using System.Collections.Immutable;
using System.Globalization;

namespace EditorAgent.Core.Configuration;

/// <summary>A key that may be written. In <paramref name="Shape"/>, <c>*</c> stands for a name that the user chooses and <c>#</c> for an element's number, <c>**</c> at the end for all that somebody else gives meaning.</summary>
internal sealed record KnownKey(ImmutableArray<string> Shape, SettingKind Kind)
{
    public ImmutableArray<string> Choices { get; init; } = [];

    public long Least { get; init; } = 1;

    public long Most { get; init; } = int.MaxValue;

    /// <summary>Says what belongs here, or null when <paramref name="value"/> is right. Never quotes the value.</summary>
    public string? Complain(object value) => this.Kind switch
    {
        SettingKind.Text when value is string => null,
        SettingKind.Text => "must be text in double quotes",
        SettingKind.Choice when value is string text && this.Choices.Contains(text) => null,
        SettingKind.Choice => $"must be one of {string.Join(", ", this.Choices.Select(choice => $"\"{choice}\""))}",
        SettingKind.WholeNumber when value is long number && number >= this.Least && number <= this.Most => null,
        SettingKind.WholeNumber => string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {this.Least} to {this.Most}"),
        SettingKind.Anything => null,
        SettingKind.Number when value is long or double => null,
        SettingKind.Number => "must be a number",
        SettingKind.Flag when value is bool => null,
        _ => "must be true or false",
    };

    public bool IsAt(ImmutableArray<string> path) => (path.Length == this.Shape.Length || (this.IsOpen && path.Length > this.Shape.Length)) && this.StartsWith(path);

    /// <summary>Whether there may be keys of this kind below <paramref name="path"/>.</summary>
    public bool IsBelow(ImmutableArray<string> path) => (this.Shape.Length > path.Length || this.IsOpen) && this.StartsWith(path);

    /// <summary>Whether a table at <paramref name="path"/> can hold this key.</summary>
    public bool StartsWith(ImmutableArray<string> path)
    {
        if (path.Length > this.Shape.Length && !this.IsOpen)
        {
            return false;
        }

        for (var i = 0; i < Math.Min(path.Length, this.Shape.Length); i++)
        {
            var fits = this.Shape[i] switch
            {
                "*" or "**" => path[i].Length > 0,
                "#" => int.TryParse(path[i], NumberStyles.None, CultureInfo.InvariantCulture, out _),
                var name => name == path[i],
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsOpen => this.Shape[^1] == "**";
}
