using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace EditorAgent.Core.Models;

/// <summary>
/// Whether every name and string of a JSON text is text. The parser of the base library accepts bytes that are no UTF-8 and halves of
/// surrogate pairs inside strings, and throws only when such a string is read: too late, and in the wrong place.
/// </summary>
public static class JsonText
{
    /// <param name="json">What is not well-formed is for the parser to refuse.</param>
    public static bool IsReadable(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return false;
        }

        var mayHoldSurrogates = json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;
        return !mayHoldSurrogates || AreEscapesWhole(json);
    }

    private static bool AreEscapesWhole(ReadOnlySpan<byte> json)
    {
        var text = ArrayPool<byte>.Shared.Rent(json.Length);
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    reader.CopyString(text);
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }
}
