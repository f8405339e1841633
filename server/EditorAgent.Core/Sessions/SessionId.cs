using System.Globalization;
using System.Security.Cryptography;

namespace EditorAgent.Core.Sessions;

/// <summary>
/// Names a session: <c>yyyyMMdd-HHmmssfff-</c> and eight random characters, so that names sort by time of creation and are safe as
/// directory names. One that comes from outside goes through <see cref="TryParse"/> before it touches a path.
/// </summary>
public readonly record struct SessionId(string Value)
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const string TimeFormat = "yyyyMMdd-HHmmssfff-";
    private const int RandomLength = 8;

    /// <summary>The part of the name by which sessions are spread over directories.</summary>
    internal string Year => this.Value[..4];

    public static SessionId Create(TimeProvider time) =>
        new(time.GetUtcNow().ToString(TimeFormat, CultureInfo.InvariantCulture) + RandomNumberGenerator.GetString(Alphabet, RandomLength));

    public static bool TryParse(string? text, out SessionId id)
    {
        id = default;
        if (text is null || text.Length != TimeFormat.Length + RandomLength)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var isRight = i switch
            {
                8 or 18 => text[i] == '-',
                < 18 => char.IsAsciiDigit(text[i]),
                _ => char.IsAsciiDigit(text[i]) || char.IsAsciiLetterLower(text[i]),
            };
            if (!isRight)
            {
                return false;
            }
        }

        id = new SessionId(text);
        return true;
    }

    public override string ToString() => this.Value;
}
