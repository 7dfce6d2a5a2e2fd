namespace TradeMatrix.Charting.Studies;

/// <summary>
/// Times of new and full moons to about a minute between 1900 and 2100: mean lunation and periodic terms of Jean Meeus, Astronomical
/// Algorithms (1998), chapter 49; difference of dynamical and universal time by Fred Espenak and Jean Meeus (2006).
/// </summary>
internal static class MoonPhase
{
    private const double DaysPerLunation = 29.530588861, LunationsPerCentury = 1236.85;

    // Days for new and full moon, power of the orbit's eccentricity, multiples of the sun's and the moon's anomaly and of the moon's latitude.
    private static readonly (double New, double Full, int E, int Sun, int Moon, int Latitude)[] Terms =
    [
        (-0.40720, -0.40614, 0, 0, 1, 0),
        (0.17241, 0.17302, 1, 1, 0, 0),
        (0.01608, 0.01614, 0, 0, 2, 0),
        (0.01039, 0.01043, 0, 0, 0, 2),
        (0.00739, 0.00734, 1, -1, 1, 0),
        (-0.00514, -0.00515, 1, 1, 1, 0),
        (0.00208, 0.00209, 2, 2, 0, 0),
        (-0.00111, -0.00111, 0, 0, 1, -2),
        (-0.00057, -0.00057, 0, 0, 1, 2),
        (0.00056, 0.00056, 1, 1, 2, 0),
        (-0.00042, -0.00042, 0, 0, 3, 0),
        (0.00042, 0.00042, 1, 1, 0, 2),
        (0.00038, 0.00038, 1, 1, 0, -2),
        (-0.00024, -0.00024, 1, -1, 2, 0),
    ];

    /// <summary>Number of the lunation around a time; its new moon may lie up to two days away on either side.</summary>
    public static int LunationOf(long time) => (int)Math.Round((JulianDay(time) - 2451550.1) / DaysPerLunation);

    /// <summary>When the moon of a lunation is new, or half a lunation later full; Unix milliseconds UTC.</summary>
    /// <param name="lunation">Lunations since the new moon of 2000-01-06.</param>
    /// <param name="full">Full instead of new moon.</param>
    public static long TimeOf(int lunation, bool full)
    {
        var k = lunation + (full ? 0.5 : 0);
        var t = k / LunationsPerCentury;
        var eccentricity = 1 - (0.002516 * t) - (0.0000074 * t * t);
        double sun = 2.5534 + (29.10535670 * k) - (0.0000014 * t * t);
        double moon = 201.5643 + (385.81693528 * k) + (0.0107582 * t * t);
        double latitude = 160.7108 + (390.67050284 * k) - (0.0016118 * t * t);
        double node = 124.7746 - (1.56375588 * k) + (0.0020672 * t * t);

        var day = 2451550.09766 + (DaysPerLunation * k) + (0.00015437 * t * t);
        foreach (var term in Terms)
        {
            var angle = (term.Sun * sun) + (term.Moon * moon) + (term.Latitude * latitude);
            day += (full ? term.Full : term.New) * Math.Pow(eccentricity, term.E) * Sine(angle);
        }
        day += (-0.00017 * Sine(node)) + (0.000325 * Sine(299.77 + (0.107408 * k) - (0.009173 * t * t)))
            + (0.000165 * Sine(251.88 + (0.016321 * k))) + (0.000164 * Sine(251.83 + (26.651886 * k)));

        var years = t * 100;
        var dynamicalLessUniversal = 62.92 + (0.32217 * years) + (0.005589 * years * years);
        return (long)(((day - 2440587.5) * 86_400_000) - (dynamicalLessUniversal * 1000));
    }

    private static double JulianDay(long time) => (time / 86_400_000.0) + 2440587.5;

    private static double Sine(double degrees) => Math.Sin(degrees % 360 * Math.PI / 180);
}
